namespace EniTools.Emulator.Tests.Concurrency;

/// <summary>
/// Looks for an order of the calls of several clients that explains all answers: one call after the other, each at a moment between
/// its beginning and its end, the model answers as the service did (Wing and Gong's search, with a memory of where it was).
/// </summary>
internal static class Linearization
{
    /// <summary>Null when there is such an order; otherwise how far the search came.</summary>
    public static string? WhatCannotBeExplained(IReadOnlyList<IReadOnlyList<Call>> clients, ModelWorld beginning)
    {
        var open = new Stack<Place>([new Place(new int[clients.Count], beginning)]);
        var seen = new HashSet<string>();
        var farthest = open.Peek();
        while (open.TryPop(out var place))
        {
            if (place.Count > farthest.Count)
                farthest = place;
            // The first call of each client that has no place in the order yet.
            var next = Enumerable.Range(0, clients.Count).Where(client => place.Done[client] < clients[client].Count).ToList();
            if (next.Count == 0)
                return null;

            // Whatever ended before another call began comes before it. What ended first is tried first.
            var firstEnd = next.Min(client => clients[client][place.Done[client]].Ended);
            foreach (var client in next
                .Where(client => clients[client][place.Done[client]].Began <= firstEnd)
                .OrderByDescending(client => clients[client][place.Done[client]].Ended))
            {
                foreach (var world in place.World.After(clients[client][place.Done[client]]))
                {
                    var after = new Place([.. place.Done.Select((done, other) => other == client ? done + 1 : done)], world);
                    if (seen.Add(after.ToString()))
                        open.Push(after);
                }
            }
        }

        var rest = clients.Select((calls, client) => calls.ElementAtOrDefault(farthest.Done[client])).OfType<Call>();
        return $"After {farthest.Count} calls there can be this world:\n{farthest.World}\n"
            + $"and none of these calls can be the next:\n{string.Join('\n', rest)}";
    }

    /// <summary>A place in the search: how many calls of each client are in the order, and the world after them.</summary>
    private sealed record Place(int[] Done, ModelWorld World)
    {
        public int Count => Done.Sum();

        public override string ToString() => $"{string.Join(' ', Done)}\n{World}";
    }
}
