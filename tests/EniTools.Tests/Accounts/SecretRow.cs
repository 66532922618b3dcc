using System.Collections;

namespace EniTools.Tests.Accounts;

/// <summary>One way in which a session signs in, or fails to, and every secret that takes part in it.</summary>
internal sealed class SecretRow(SignInWorld world)
{
    /// <summary>The parameters that each command gets.</summary>
    public Hashtable With { get; } = [];

    /// <summary>The texts that nothing may show.</summary>
    public List<string> Secrets { get; } = [];

    public SignInWorld World { get; } = world;

    /// <summary>Takes note of a secret, to be put where the source has it.</summary>
    public string Secret(string text)
    {
        Secrets.Add(text);
        return text;
    }
}
