using System.Text;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Faults;

/// <summary>The behaviour of a kind of fault. No other code depends on the kind.</summary>
/// <param name="Effect">The effect of the request.</param>
/// <param name="OnTheWire">Changes the response on its way to the client.</param>
internal sealed record FaultRule(Effect Effect, Func<OutgoingAnswer, OutgoingAnswer> OnTheWire)
{
    // A kind without a row does not compile. FaultList refuses a number without a kind.
#pragma warning disable CS8524
    public static FaultRule Of(FaultKind kind) => kind switch
    {
        FaultKind.None => new(Effect.Done, answer => answer),
        FaultKind.Refuse => new(Effect.Refused, answer => answer),
        FaultKind.DropBeforeEffect => new(Effect.Undone, answer => answer with { Delivery = Delivery.Dropped }),
        FaultKind.DropAfterEffect => new(Effect.Done, answer => answer with { Delivery = Delivery.Dropped }),
        FaultKind.HangBeforeEffect => new(Effect.Undone, answer => answer with { Delivery = Delivery.Never }),
        FaultKind.HangAfterEffect => new(Effect.Done, answer => answer with { Delivery = Delivery.Never }),
        FaultKind.CutAnswer => new(Effect.Done, answer => answer with { Delivery = Delivery.Cut }),
        FaultKind.HtmlAnswer => new(Effect.Done, ProxyPage),
        FaultKind.GarbledAnswer => new(Effect.Done, answer => answer with { Body = [.. answer.Body.Reverse()] }),
    };
#pragma warning restore CS8524

    private static OutgoingAnswer ProxyPage(OutgoingAnswer answer)
    {
        const string page = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";
        return answer with { Status = 502, ContentType = "text/html", Body = Encoding.ASCII.GetBytes(page), RetryAfter = null };
    }
}

/// <summary>The effect of a request that a fault happens to.</summary>
internal enum Effect
{
    /// <summary>The request is carried out, or refused by the rules of the service.</summary>
    Done,

    /// <summary>The request is refused with the code of the fault.</summary>
    Refused,

    /// <summary>The request changes nothing and has no response.</summary>
    Undone,
}
