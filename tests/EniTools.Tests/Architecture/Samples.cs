using EniTools.Tests.Architecture.Samples.Ground;

// Each folder uses the ground in one way only, which has to be found.
namespace EniTools.Tests.Architecture.Samples
{
    internal sealed class RootType;
}

namespace EniTools.Tests.Architecture.Samples.Ground
{
    [AttributeUsage(AttributeTargets.All)]
    internal sealed class MarkAttribute(Type? type = null) : Attribute
    {
        public Type? Type => type;
    }

    internal class Stone
    {
        public static void Touch()
        {
        }
    }

    internal enum Kind
    {
        None,
        Other,
    }
}

namespace EniTools.Tests.Architecture.Samples.AsBase
{
    internal sealed class Sample : Stone;
}

namespace EniTools.Tests.Architecture.Samples.InField
{
    internal sealed class Sample
    {
        public readonly List<Dictionary<string, Stone[]>> Stones = [];
    }
}

namespace EniTools.Tests.Architecture.Samples.InConstraint
{
    internal static class Sample
    {
        public static void Use<T>(T item)
            where T : Stone => _ = item;
    }
}

namespace EniTools.Tests.Architecture.Samples.InAttribute
{
    internal static class Sample
    {
        public static void Use([Mark] int number) => _ = number;
    }
}

namespace EniTools.Tests.Architecture.Samples.InAttributeArgument
{
    [System.ComponentModel.TypeConverter(typeof(Stone))]
    internal sealed class Sample;
}

namespace EniTools.Tests.Architecture.Samples.InBody
{
    internal static class Sample
    {
        public static void Use() => Stone.Touch();
    }
}

namespace EniTools.Tests.Architecture.Samples.InLambda
{
    internal static class Sample
    {
        public static Action Use(int number) => () => Array.ForEach([number], _ => Stone.Touch());
    }
}

namespace EniTools.Tests.Architecture.Samples.InAsyncMethod
{
    internal static class Sample
    {
        public static async Task UseAsync()
        {
            await Task.Yield();
            Stone.Touch();
        }
    }
}

namespace EniTools.Tests.Architecture.Samples.InIterator
{
    internal static class Sample
    {
        public static IEnumerable<int> Use()
        {
            yield return 1;
            Stone.Touch();
        }
    }
}

namespace EniTools.Tests.Architecture.Samples.InGenericCall
{
    internal static class Sample
    {
        public static int Use() => Array.Empty<Stone>().Length;
    }
}

namespace EniTools.Tests.Architecture.Samples.InParameter
{
    internal static class Sample
    {
        public static string Use(Kind kind) => $"{kind}";
    }
}

// The compiler writes a number; only the method that takes it tells of which enum.
namespace EniTools.Tests.Architecture.Samples.InArgument
{
    internal static class Sample
    {
        public static string Use() => InParameter.Sample.Use(default);
    }
}

namespace EniTools.Tests.Architecture.Samples.InTypeTest
{
    internal static class Sample
    {
        public static bool Use(object thing) => thing is Stone;
    }
}

namespace EniTools.Tests.Architecture.Samples.Deep.Deeper
{
    internal static class Sample
    {
        public static void Use() => Stone.Touch();
    }
}

// Two that use each other, one of them through a third.
namespace EniTools.Tests.Architecture.Samples.Left
{
    internal static class Sample
    {
        public static void Use() => Middle.Sample.Use();
    }
}

namespace EniTools.Tests.Architecture.Samples.Middle
{
    internal static class Sample
    {
        public static void Use() => Right.Sample.Use();
    }
}

namespace EniTools.Tests.Architecture.Samples.Right
{
    internal static class Sample
    {
        public static Action Use() => Left.Sample.Use;
    }
}

namespace EniTools.Tests.Architecture.Samples.UsesTheRoot
{
    internal static class Sample
    {
        public static object Use() => new RootType();
    }
}
