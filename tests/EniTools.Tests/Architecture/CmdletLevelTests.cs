using System.Management.Automation;
using System.Reflection;
using System.Runtime.CompilerServices;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Architecture;

/// <summary>Behavior above a cmdlet lies in two classes, lifetime and connection. All other bases declare parameters and nothing else.</summary>
public sealed class CmdletLevelTests
{
    private static readonly string[] WithBehavior = ["EniServiceCmdlet", "EniCmdlet"];

    public static TheoryData<Type> Cmdlets
    {
        get
        {
            using var session = PowerShellSession.Bare();
            return [
                .. session.Run("Get-Command -Module EniTools")
                    .ShouldSucceed().Output.Select(command => ((CmdletInfo)command.BaseObject).ImplementingType)
            ];
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_base_of_a_cmdlet_has_the_lifetime_the_connection_or_parameters_alone(Type cmdlet) => Assert.All(
        BasesOf(cmdlet).TakeWhile(type => type.Assembly == cmdlet.Assembly).Where(type => !WithBehavior.Contains(type.Name)),
        type =>
        {
            Assert.True(type.IsAbstract, type.Name);
            Assert.Empty(BehaviorOf(type));
        });

    [Fact]
    public void Behavior_in_a_base_is_found() => Assert.Equal(
        ["get_Computed", "Method", "_field"], BehaviorOf(typeof(WithSomeBehavior)).Select(member => member.Name));

    private static IEnumerable<Type> BasesOf(Type type)
    {
        while (type.BaseType is { } above)
            yield return type = above;
    }

    // Without what the compiler makes of a property that is declared only: its accessors, its field and its value in the constructor.
    private static IEnumerable<MemberInfo> BehaviorOf(Type type) => type
        .GetMembers(BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(member => member is not (PropertyInfo or ConstructorInfo) && !member.IsDefined(typeof(CompilerGeneratedAttribute)))
        .OrderBy(member => member.Name, StringComparer.OrdinalIgnoreCase);

    private abstract class WithSomeBehavior
    {
        protected int _field;

        public int Declared { get; set; } = 1;

        public int Computed => _field;

        public void Method() => _field++;
    }
}
