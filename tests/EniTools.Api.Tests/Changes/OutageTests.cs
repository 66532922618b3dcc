using System.Net.Sockets;
using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Errors;
using EniTools.Api.Model;
using EniTools.Api.Pacing;
using EniTools.Api.Signing;
using EniTools.Api.Tests.Pacing.Simulation;
using EniTools.Api.Transport;
using EniTools.Emulator;
using EniTools.Emulator.World;

namespace EniTools.Api.Tests.Changes;

/// <summary>
/// An endpoint that answers nobody costs a run its retry budget once, and a key that is refused for good ends the account: the first
/// error comes then, and the rest at once. In virtual time, with the pace that a new account begins with.
/// </summary>
public sealed class OutageTests
{
    private const int Enis = 60;
    private const int AddressesEach = 2;

    private readonly VirtualTime _time = new();
    private readonly EcsService _service;
    private readonly InMemoryTransport _wire;
    private readonly BrokenTransport _transport;
    private readonly List<(TimeSpan At, ChangeOutcome Outcome)> _outcomes = [];

    public OutageTests()
    {
        _service = new EcsService(new EniEmulatorOptions { Clock = _time }, world =>
        {
            DefaultWorld.Fill(world);
            ManyInterfaces.AddTo(world.Find(EniEmulator.DefaultRegionId)!, Enis, AddressesEach);
        });
        _wire = new InMemoryTransport(_service, _time, () => TimeSpan.FromMilliseconds(20));
        _transport = new BrokenTransport(_wire, _time);
    }

    public static TheoryData<string, double, double> Outages => new()
    {
        { "refused", 5, 6.5 },
        { "refused", 20, 21.5 },
        // Attempts take their time, 30 s: the first, the look that shows that nobody is answered, and those that had begun by then.
        { "silent", 5, 91 },
        { "silent", 100, 131 },
        { "faulty", 5, 6.5 },
    };

    [Theory]
    [MemberData(nameof(Outages))]
    public void An_endpoint_that_answers_nobody_costs_the_run_one_budget_and_not_one_for_each_call(string how, double budget, double end)
    {
        _transport.Break = how;

        Run(new ChangeSettings { Clock = _time, RetryPolicy = Policy(budget) });

        Assert.Equal(Enis * AddressesEach, _outcomes.Select(told => told.Outcome.Target).Distinct().Count());
        Assert.Equal(Enis * AddressesEach, _outcomes.Count);
        Assert.All(_outcomes, told => Assert.InRange(told.At.TotalSeconds, budget, end));
        var notSent = _outcomes.Where(told => told.Outcome.Failure is NotSentException && told.Outcome.Attempts == 0).ToList();
        // A fault is an answer to the pace, so that each call gets its turn in time.
        Assert.Equal(how == "faulty", notSent.Count == 0);
        Assert.All(notSent, told => Assert.Equal(ChangeStatus.NotSent, told.Outcome.Status));
        Assert.All(
            notSent,
            told => Assert.Contains("in cn-hangzhou has answered no call for", told.Outcome.Failure!.Message, StringComparison.Ordinal));
        // What was sent and not answered is not known: that is never called a failure. A refused connection sends nothing.
        Assert.All(
            _outcomes.Where(told => told.Outcome.Attempts > 0),
            told => Assert.Equal(
                how != "refused" ? ChangeStatus.Unknown
                    : told.Outcome.Failure is NotSentException ? ChangeStatus.NotSent
                    : ChangeStatus.Failed,
                told.Outcome.Status));
    }

    [Fact]
    public void An_outage_of_half_an_hour_is_outlasted_when_the_budget_is_longer()
    {
        _transport.Break = "refused";
        _transport.Until = TimeSpan.FromMinutes(30);

        Run(new ChangeSettings { Clock = _time, RetryPolicy = Policy(3600) }, TimeSpan.FromHours(1));

        Assert.Equal(Enis * AddressesEach, _outcomes.Count);
        Assert.All(_outcomes, told => Assert.Equal(ChangeStatus.Removed, told.Outcome.Status));
    }

    [Fact]
    public void One_ENI_that_gets_no_answer_does_not_end_the_others()
    {
        _transport.Break = "refused";
        _transport.Only = "eni-bulk000001";

        Run(new ChangeSettings { Clock = _time, RetryPolicy = Policy(5) });

        Assert.Equal(AddressesEach, _outcomes.Count(told => told.Outcome.Status == ChangeStatus.Failed));
        Assert.Equal((Enis - 1) * AddressesEach, _outcomes.Count(told => told.Outcome.Status == ChangeStatus.Removed));
    }

    [Theory]
    [InlineData("InvalidSecurityToken.Expired", 401)]
    [InlineData("Forbidden.AccessKeyDisabled", 403)]
    [InlineData("InvalidAccessKeyId.NotFound", 404)]
    public void A_key_that_is_refused_for_good_ends_the_account_and_the_rest_is_told_at_once(string code, int status)
    {
        _transport.Refusal = (code, status);
        _transport.From = TimeSpan.FromMilliseconds(100);

        Run(new ChangeSettings { Clock = _time, ThrottleLimit = 2, RetryPolicy = Policy(300) });

        Assert.Equal(Enis * AddressesEach, _outcomes.Count);
        var refused = _outcomes.Where(told => told.Outcome.Failure?.Code == code).ToList();
        Assert.InRange(refused.Count, AddressesEach, 2 * AddressesEach);
        var rest = _outcomes.Where(told => told.Outcome.Failure is NotSentException).ToList();
        Assert.Equal(Enis * AddressesEach, refused.Count + rest.Count + _outcomes.Count(told => told.Outcome.Failure is null));
        Assert.All(rest, told => Assert.Contains(code, told.Outcome.Failure!.Message, StringComparison.Ordinal));
        Assert.All(rest, told => Assert.InRange(told.At - refused[0].At, TimeSpan.Zero, TimeSpan.FromMilliseconds(50)));
        Assert.InRange(_transport.Refused, 1, 2);
    }

    [Fact]
    public void A_journal_that_cannot_be_written_ends_the_run_and_no_target_waits_for_its_turn_to_be_told()
    {
        Run(new ChangeSettings { Clock = _time, Journal = new FullJournal(), RetryPolicy = Policy(300) });

        Assert.Equal(Enis * AddressesEach, _outcomes.Count);
        Assert.All(_outcomes, told => Assert.IsType<NotSentException>(told.Outcome.Failure));
        Assert.All(_outcomes, told => Assert.InRange(told.At.TotalSeconds, 0, 0.1));
        Assert.Empty(_wire.Answers);
    }

    [Fact]
    public void A_call_with_its_looks_ends_within_one_attempts_time_of_the_budget()
    {
        // The answer to each call is lost, and looks fail: what became of it is never known.
        _transport.Break = "lost";
        List<TimeSpan> ends = [];

        for (var seed = 0; seed < 50; seed++)
        {
            _outcomes.Clear();
            var began = _time.Elapsed;
            var random = new Random(seed);
            Run(
                new ChangeSettings
                {
                    Clock = _time,
                    RetryPolicy = new RetryPolicy(random.NextDouble) { Budget = TimeSpan.FromSeconds(4) },
                },
                TimeSpan.FromMinutes(5),
                enis: 1);
            Assert.All(_outcomes, told => Assert.Equal(ChangeStatus.Unknown, told.Outcome.Status));
            ends.Add(_outcomes.Max(told => told.At) - began);
        }

        // The last look begins when the budget ends, and may have to wait a second for its turn.
        Assert.InRange(ends.Min().TotalSeconds, 4, 6);
        Assert.InRange(ends.Max().TotalSeconds, 4, 6);
    }

    [Fact]
    public void A_call_without_an_answer_is_not_sent_again_before_a_look_was_answered()
    {
        _transport.Break = "lost";
        _transport.BrokenLooks = "faulty";

        Run(new ChangeSettings { Clock = _time, RetryPolicy = Policy(300) }, TimeSpan.FromHours(1), enis: 1);

        Assert.Equal(1, _transport.Sent);
        Assert.Equal(AddressesEach, _outcomes.Count);
        Assert.All(_outcomes, told => Assert.Equal((ChangeStatus.Unknown, 1), (told.Outcome.Status, told.Outcome.Attempts)));
    }

    private static RetryPolicy Policy(double budget)
    {
        var random = new Random(1);
        return new RetryPolicy(random.NextDouble) { Budget = TimeSpan.FromSeconds(budget) };
    }

    private void Run(ChangeSettings settings, TimeSpan? atMost = null, int enis = Enis)
    {
        var paces = new Dictionary<string, CallPace>();
        var client = new ApiClient(
            new Uri("http://127.0.0.1"), new AccessKey(EniEmulator.AccessKeyId, EniEmulator.AccessKeySecret), _transport)
        {
            Clock = _time,
            PaceOf = (_, _, operation) => paces.TryGetValue(operation.Action, out var pace)
                ? pace
                : paces[operation.Action] = new CallPace(_time),
        };
        var engine = new ChangeEngine((_, _) => client, outcome => _outcomes.Add((_time.Elapsed, outcome)), settings);
        for (var number = 1; number <= enis; number++)
        {
            var eni = $"eni-bulk{number:d6}";
            engine.Begin(ChangeAction.Remove, new TargetBatch(
                EniEmulator.DefaultRegionId,
                eni,
                [
                    .. Enumerable.Range(1, AddressesEach).Select(i => new Ipv6Target(
                        EniEmulator.DefaultRegionId, eni, new Ipv6Item(Ipv6Address.Parse($"2001:db8:1234:1aa0::{number:x}:{i:x}")))),
                ]));
        }

        _time.PassUntil(_time.Elapsed + (atMost ?? TimeSpan.FromMinutes(10)));
        Assert.True(engine.WhenSettledAsync().IsCompletedSuccessfully);
    }

    private sealed class BrokenTransport(InMemoryTransport wire, VirtualTime time) : ITransport
    {
        private static readonly Uri Endpoint = new("http://127.0.0.1");

        public string Break { get; set; } = "";

        /// <summary>How looks break, where that is another way.</summary>
        public string? BrokenLooks { get; set; }

        public string Only { get; set; } = "";

        public TimeSpan From { get; set; }

        public TimeSpan Until { get; set; } = TimeSpan.MaxValue;

        public (string Code, int Status)? Refusal { get; set; }

        public int Refused { get; private set; }

        public int Sent { get; private set; }

        public async Task<HttpAnswer> SendAsync(SignedRequest request, TimeSpan timeout, CancellationToken cancellationToken)
        {
            if (time.Elapsed < From || time.Elapsed >= Until || !request.Uri.Query.Contains(Only, StringComparison.Ordinal))
                return await wire.SendAsync(request, timeout, cancellationToken);
            if (Refusal is var (code, status))
            {
                Refused++;
                return Answer(status, code);
            }

            var isLook = request.Headers.Any(header => header.Value == "DescribeNetworkInterfaces");
            if (!isLook)
                Sent++;
            switch (isLook ? BrokenLooks ?? Break : Break)
            {
                case "refused":
                    throw NoAnswerException.ConnectionFailed(Endpoint, new SocketException((int)SocketError.ConnectionRefused));
                case "silent":
                    await time.DelayAsync(timeout, cancellationToken);
                    throw NoAnswerException.TimedOut(Endpoint, timeout);
                case "faulty":
                    return Answer(503, "ServiceUnavailable");
                case "lost":
                    throw NoAnswerException.ConnectionLost(Endpoint, new IOException("cut"));
                default:
                    return await wire.SendAsync(request, timeout, cancellationToken);
            }
        }

        private static HttpAnswer Answer(int status, string code) => new(
            status,
            "application/json",
            "R",
            null,
            System.Text.Encoding.UTF8.GetBytes($$"""{"RequestId":"R","Code":"{{code}}","Message":"no"}"""));
    }

    private sealed class FullJournal : IChangeJournal
    {
        public ChangeMemory? Recall(IReadOnlyList<Ipv6Target> targets) => null;

        public void Found(Ipv6Target target, BandwidthTerms had)
        {
        }

        public Task<int> IntendAsync(
            IReadOnlyList<Ipv6Target> targets, string? token, int attempt, DateTimeOffset time, int? count = null) =>
            Task.FromException<int>(new IOException("No space left on device"));

        public void Refused(int call, ApiException refusal, DateTimeOffset time)
        {
        }

        public Task SettleAsync(ChangeOutcome outcome) => Task.CompletedTask;

        public Task SettleAsync(Ipv6Target target, IReadOnlyList<ChangeOutcome> given) => Task.CompletedTask;
    }
}
