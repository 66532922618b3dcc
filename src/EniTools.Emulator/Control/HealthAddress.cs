using EniTools.Emulator.Answers;
using EniTools.Emulator.Http;

namespace EniTools.Emulator.Control;

/// <summary>Where a probe learns whether the emulator serves: it reads the HTTP status. Nothing here is worth keeping from anybody.</summary>
internal static class HealthAddress
{
    public static bool IsFor(IncomingRequest request) => request is { Path: ControlAddress.Root + "health", Method: "GET" };

    /// <param name="isLoaded">Whether its world is there.</param>
    /// <param name="saveProblem">Why the state cannot be saved; null when it can.</param>
    public static OutgoingAnswer Answer(bool isLoaded, string? saveProblem)
    {
        var (status, word) = !isLoaded ? (503, "Loading") : saveProblem is not null ? (503, "CannotSave") : (200, "Serving");
        return ControlAnswers.WithHeaders(
            new(
                status,
                JsonAnswer.ContentType,
                JsonAnswer.Write(new AnswerObject().Add("Status", word).Add("SaveProblem", saveProblem ?? "")),
                ""));
    }
}
