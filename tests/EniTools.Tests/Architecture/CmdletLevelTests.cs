using System.Management.Automation;
using EniTools.Tests.Hosting;

namespace EniTools.Tests.Architecture;

/// <summary>A cmdlet is read in one or two files: what stands above it is lifetime and connection, and no more.</summary>
public sealed class CmdletLevelTests
{
    private const int LevelsAbove = 2;

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
    public void A_cmdlet_has_few_classes_of_ours_above_it(Type cmdlet)
    {
        var above = BasesOf(cmdlet).TakeWhile(type => type.Assembly == cmdlet.Assembly).Select(type => type.Name).ToList();

        Assert.True(above.Count <= LevelsAbove, string.Join(" : ", above));
    }

    private static IEnumerable<Type> BasesOf(Type type)
    {
        while (type.BaseType is { } above)
            yield return type = above;
    }
}
