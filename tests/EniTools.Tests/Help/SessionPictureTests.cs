using EniTools.Tests.Hosting;

namespace EniTools.Tests.Help;

/// <summary>The picture of a session in the READMEs is what appears in a terminal.</summary>
[Trait("Needs", "Process")]
public sealed class SessionPictureTests
{
    /// <summary>Makes the picture of the session that docs/first-hour.md begins with; to take it over: cp artifacts/session.svg docs/.</summary>
    [Fact]
    public async Task The_picture_is_what_the_session_shows()
    {
        var typed = ShownPage.Read("docs/first-hour.md").TakeWhile(shown => shown.Output is not null).Select(shown => shown.Code).ToList();
        using var shell = RealShell.WithPackage();

        var appeared = await Typing.RunForTextAsync(
            shell, "$PSStyle.OutputRendering = 'Ansi'", typed.Select(statement => new[] { statement }));
        var session = string.Concat(typed.Zip(appeared, (statement, text) =>
            $"PS> {TerminalPicture.Coloured(statement)}\n{text.ReplaceLineEndings("\n").TrimEnd()}\n\n"));
        var picture = TerminalPicture.Draw(Typing.RequestId().Replace(
            session.Replace("\n\n\n", "\n\n", StringComparison.Ordinal), "D719C7AF-1275-4052-8A71-C9DA3758A99D"));

        var made = Path.Combine(BuiltModule.RepositoryRoot, "artifacts", "session.svg");
        await File.WriteAllTextAsync(made, picture, TestContext.Current.CancellationToken);
        var kept = ShownPage.Text("docs/session.svg");
        Assert.True(picture == kept, "Look at artifacts/session.svg; to take it over: cp artifacts/session.svg docs/");
        Assert.All(
            ["README.md", "README.zh-CN.md"],
            page => Assert.Contains("](docs/session.svg)", ShownPage.Text(page), StringComparison.Ordinal));
    }
}
