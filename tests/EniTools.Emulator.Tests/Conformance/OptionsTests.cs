using EniTools.Conformance;

namespace EniTools.Emulator.Tests.Conformance;

/// <summary>The errors of a command line.</summary>
public sealed class OptionsTests
{
    [Theory]
    [InlineData("--no-such-option", "There is no option --no-such-option.")]
    [InlineData("--region cn-hangzhou", "--region, --vswitch, --security-group belong together.")]
    [InlineData("--instance i-1", "--instance needs --region, --vswitch, --security-group.")]
    [InlineData("--bandwidth", "--bandwidth needs --region, --vswitch, --security-group.")]
    [InlineData("--compare", "The option --compare needs a value.")]
    [InlineData("--compare --yes", "The option --compare needs a value.")]
    [InlineData(
        "--region cn-hangzhou --vswitch vsw-1 --security-group sg-1 --endpoint http://ecs.example",
        "The endpoint 'http://ecs.example' is plain http, which is allowed only for this machine (localhost, 127.0.0.1, [::1]): "
            + "use https.")]
    public void What_is_wrong_is_said(string arguments, string problem) =>
        Assert.Equal(problem, Assert.Throws<FormatException>(() => Options.Read(arguments.Split(' '))).Message);

    [Theory]
    [InlineData("", false)]
    [InlineData("--facts unassign.", false)]
    [InlineData("--region cn-hangzhou --vswitch vsw-1 --security-group sg-1", true)]
    public void The_service_is_asked_when_a_place_is_named(string arguments, bool isForService) =>
        Assert.Equal(isForService, Options.Read(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)).IsForService);
}
