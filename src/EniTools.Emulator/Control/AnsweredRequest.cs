namespace EniTools.Emulator.Control;

/// <summary>A request, and what it was answered while that is kept.</summary>
/// <param name="Record">The request.</param>
/// <param name="Answer">The answer, or its beginning; null when it is not kept.</param>
/// <param name="AnswerLength">How long the whole answer is; null when it is not for others to see.</param>
internal sealed record AnsweredRequest(RequestRecord Record, byte[]? Answer, int? AnswerLength);
