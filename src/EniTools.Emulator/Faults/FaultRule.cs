using System.Text;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Faults;

/// <summary>What a kind of fault does. No other code asks for the kind.</summary>
/// <param name="Effect">What becomes of the call.</param>
/// <param name="OnTheWire">What becomes of the answer on its way to the client.</param>
internal sealed record FaultRule(Effect Effect, Func<OutgoingAnswer, OutgoingAnswer> OnTheWire)
{
    // A kind without a row does not compile. A number without a kind never gets here: FaultList refuses it.
#pragma warning disable CS8524
    /// <summary>The table of all kinds.</summary>
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

/// <summary>What becomes of a call that a fault happens to.</summary>
internal enum Effect
{
    /// <summary>It is carried out, or refused by the service's own rules.</summary>
    Done,

    /// <summary>It is refused with the code of the fault.</summary>
    Refused,

    /// <summary>Nothing is done.</summary>
    Undone,
}
