using System.Collections;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using EniTools.Api.Operations.Ecs;
using EniTools.Api.Signing;

namespace EniTools.Api.Tests.Signing;

/// <summary>
/// A thread that signed keeps nothing of the key: threads of the pool live longer than a session's context. What is garbage stays in
/// memory until the collector has used its place again; no test looks there.
/// </summary>
public sealed class ThreadMemoryTests
{
    private const string Secret = "TheSecretThatMustNotStay";
    private const string Token = "TheTokenThatMustNotStay";

    [Fact]
    public void No_static_of_the_client_leads_to_the_key_that_a_thread_signed_with() => OnAThreadOfItsOwn(() =>
    {
        var request = RequestSigner.Sign(
            DescribeRegions.Call("en-US").At(new Uri("https://ecs.aliyuncs.com")), new AccessKey("LTAI5tExampleAccessKeyId", Secret, Token),
            DateTimeOffset.UnixEpoch, "nonce");
        Assert.Contains(Token, string.Concat(request.Headers.Select(header => header.Value)), StringComparison.Ordinal);

        Assert.Empty(Statics().SelectMany(field => Kept(field.GetValue(null), $"{field.DeclaringType!.Name}.{field.Name}", 4)));
    });

    /// <summary>The search finds what a static keeps, directly or in parts.</summary>
    [Theory]
    [MemberData(nameof(Hoards))]
    public void The_search_finds_it(object hoard) => Assert.NotEmpty(Kept(hoard, "hoard", 4));

    public static TheoryData<object> Hoards =>
    [
        $"x{Secret}", Encoding.UTF8.GetBytes($"x{Token}x"), new StringBuilder().Append(Secret), (1, new HMACSHA256([1])),
        new Dictionary<string, object> { ["a"] = new[] { new KeyValuePair<string, string>(Secret, "") } },
    ];

    private static IEnumerable<FieldInfo> Statics() => typeof(AccessKey).Assembly.GetTypes()
        .Where(type => !type.ContainsGenericParameters)
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(field => !field.IsLiteral);

    private static IEnumerable<string> Kept(object? value, string path, int depth)
    {
        switch (value)
        {
            case null or Type or Delegate or Pointer:
                return [];
            case string text:
                return IsSecret(text) ? [path] : [];
            case byte[] bytes:
                return IsSecret(Encoding.Latin1.GetString(bytes)) ? [path] : [];
            case char[] chars:
                return IsSecret(new string(chars)) ? [path] : [];
            // What was cleared away is still in its parts.
            case StringBuilder builder when IsSecret(builder.ToString()):
            case HMAC:
                return [path];
        }

        var type = value.GetType();
        if (type.IsPrimitive || type.IsEnum || depth == 0)
            return [];
        if (value is IEnumerable items)
            return [.. items.Cast<object?>().SelectMany(item => Kept(item, path, depth - 1))];
        return [.. type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(field => !field.FieldType.IsPointer && !field.FieldType.IsByRefLike)
            .SelectMany(field => Kept(field.GetValue(value), $"{path}.{field.Name}", depth - 1))];
    }

    private static bool IsSecret(string text) =>
        text.Contains(Secret, StringComparison.Ordinal) || text.Contains(Token, StringComparison.Ordinal);

    private static void OnAThreadOfItsOwn(Action action) =>
        Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).GetAwaiter()
            .GetResult();
}
