using System.Management.Automation;
using System.Security;
using EniTools.Api.Calls;
using EniTools.Api.Changes;
using EniTools.Api.Credentials.Profiles;
using EniTools.Api.Pacing;
using EniTools.Binding;
using EniTools.Completion;
using EniTools.Errors;
using EniTools.Session;

namespace EniTools.Pipeline;

/// <summary>A cmdlet that calls the service. Each value comes from its parameter, the session, the environment or a profile; EffectiveSettings has the order.</summary>
public abstract class EniServiceCmdlet : EniCmdlet
{
    /// <summary>The default retry budget in seconds: longer than a flow control that counts by the minute.</summary>
    internal const int DefaultRetryTimeoutSec = 300;

    private readonly Dictionary<string, EffectiveSettings> _settings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Connection> _connections = new(StringComparer.Ordinal);
    private HashSet<string> _onCommandLine = [];
    private readonly HashSet<string> _profilesOfInputs = new(StringComparer.Ordinal);
    private string? _profileOnCommandLine;
    private RecordBinder? _binder;
    private long _row;
    private long _passedOver;
    private bool _isPageMissing;
    private Lazy<CliConfig>? _config;
    private GivenSettings? _given;
    private IRun? _run;

    /// <summary>The region, such as cn-hangzhou. Without it, that of the session, the environment or the profile. An empty one, such as a variable that is not set, is an error; only an empty property is the same as none.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Region")]
    [AllowNull, AllowEmptyString]
    [ArgumentCompleter(typeof(EniCompleter))]
    public virtual string? RegionId { get; set; }

    /// <summary>A profile of the vendor's command line tool, from ~/.aliyun/config.json, a section of the credentials file, or the ARN of a RAM role, which the key in force assumes. Results carry the profile that was asked for by name, so that cmdlets they are piped to use the same account.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull, AllowEmptyString]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public virtual string? ProfileName { get; set; }

    /// <summary>The AccessKey: its id as the user name, its secret as the password.</summary>
    [Parameter]
    [ValidateNotNull]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The security token that belongs to a temporary AccessKey given as -Credential.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? SecurityToken { get; set; }

    /// <summary>Where to call: a host or URL. Plain http is allowed for this machine only. The default is the region's own endpoint.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Endpoint { get; set; }

    /// <summary>How long one attempt at a call may take, in seconds, from 1 to 3600. The default is 30.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>The retry budget of a call in seconds; a parameter of most cmdlets, each of which says what it ends.</summary>
    public virtual int RetryTimeoutSec { get; set; } = DefaultRetryTimeoutSec;

    /// <summary>The input from the pipeline; null for a cmdlet that takes none.</summary>
    public virtual PSObject? InputObject { get; set; }

    /// <summary>True if there is an input, from the pipeline or as a parameter, perhaps null.</summary>
    internal bool TakesInput => MyInvocation.ExpectingInput || IsOnCommandLine(nameof(InputObject));

    /// <summary>The current record; null if the input is a text, a list or nothing.</summary>
    internal PipedRecord? Record { get; private set; }

    /// <summary>The effective region for the current record; null if there is none.</summary>
    internal string? EffectiveRegionId => string.IsNullOrWhiteSpace(RegionId) ? Settings.RegionId?.Value : RegionId!.Trim();

    /// <summary>The effective settings for the current record, except its region.</summary>
    internal EffectiveSettings Settings => SettingsOf(string.IsNullOrWhiteSpace(ProfileName) ? null : ProfileName!.Trim());

    /// <summary>The effective settings for a profile, except the region.</summary>
    /// <param name="profileName">The profile; null for the one that counts where an input names none.</param>
    internal EffectiveSettings SettingsOf(string? profileName)
    {
        profileName ??= _profileOnCommandLine;
        _given ??= ReadParameters();
        if (!_settings.TryGetValue(profileName ?? "", out var settings))
        {
            // All profiles are in one file, which is read once.
            _config ??= EffectiveSettings.ReadLater(EniSession.Current);
            settings = new EffectiveSettings(_given with { ProfileName = profileName }, EniSession.Current, _config);
            _settings.Add(profileName ?? "", settings);
        }

        return settings;
    }

    /// <summary>The named profile that the key for the current record comes from; null if the key comes from elsewhere. Results carry it.</summary>
    internal string? EffectiveProfile => Settings.NamedProfile;

    /// <summary>True if the current record names its own profile, so that other records can be for other accounts.</summary>
    internal bool IsProfileOfRecord => !string.IsNullOrWhiteSpace(ProfileName) && !IsOnCommandLine(nameof(ProfileName));

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _onCommandLine = new HashSet<string>(MyInvocation.BoundParameters.Keys, StringComparer.OrdinalIgnoreCase);
        // An empty property says that the object has none. On the command line, no other account or region must replace an empty one.
        if (IsOnCommandLine(nameof(ProfileName)) && string.IsNullOrWhiteSpace(ProfileName))
            ThrowTerminatingError(EniError.EmptyProfileName());
        if (IsOnCommandLine(nameof(RegionId)) && string.IsNullOrWhiteSpace(RegionId))
            ThrowTerminatingError(EniError.EmptyRegion());
        _profileOnCommandLine = IsOnCommandLine(nameof(ProfileName)) ? ProfileName!.Trim() : null;
        _run = NewRun();
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        _row++;
        try
        {
            TakeInput();
        }
        catch (GetValueException problem)
        {
            // A property of a script threw.
            WriteError(InRow(EniError.NotReadable(problem, InputObject)));
        }
    }

    private void TakeInput()
    {
        if (PipedText.IsBlankOrComment(InputObject))
        {
            _passedOver++;
            return;
        }

        Record = PipedRecord.Of(InputObject);
        if (Record is { IsOurs: false } && VendorAnswer.Records(Record) is { } records)
        {
            if (VendorAnswer.IsFollowed(Record) is { } isFollowed)
                _isPageMissing = isFollowed;
            foreach (var record in records)
                TakeRecord(record);
        }
        else if (Record is { } record && !(record.AreNamesBare && MyInvocation.ExpectingInput))
        {
            TakeRecord(record);
        }
        else
        {
            TakeBoundRecord();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_passedOver > 0)
            WriteVerbose($"{_passedOver} blank lines and comments were passed over.");
        if (_isPageMissing)
        {
            WriteWarning(
                "The last answer that was piped in is one page of several. "
                    + "The next pages were not read: pipe in the answers of all pages.");
        }

        _run?.Finish();
    }

    /// <summary>Takes the current record, whose values are bound.</summary>
    private protected virtual void TakeRecord() => _run?.TakeRecord();

    /// <summary>Begins the run that takes the records; null if the cmdlet takes them itself.</summary>
    private protected virtual IRun? NewRun() => null;

    private void TakeBoundRecord()
    {
        if (IsProfileOfRecord)
            NoteProfile(ProfileName!.Trim());
        TakeRecord();
    }

    // A record that the engine did not bind, or not in this form.
    private void TakeRecord(PipedRecord record)
    {
        _binder ??= new RecordBinder(this, IsOnCommandLine);
        (Record, var input) = (record, InputObject);
        InputObject = record.Input;
        _binder.With(record, TakeBoundRecord);
        InputObject = input;
    }

    /// <summary>Adds the row of the input to an error about the current record. A line of text names itself.</summary>
    internal ErrorRecord InRow(ErrorRecord error)
    {
        if (MyInvocation.ExpectingInput && Record is not null)
        {
            error.ErrorDetails = new ErrorDetails($"{error} It is row {_row} of the input.")
            {
                RecommendedAction = error.ErrorDetails?.RecommendedAction,
            };
        }

        return error;
    }

    /// <summary>All values of the current record, to be piped back in; null if it has only a region and a profile.</summary>
    internal PSObject? WholeInput()
    {
        var whole = new PSObject();
        foreach (var parameter in MyInvocation.MyCommand.Parameters.Values
            .Where(parameter => parameter.ParameterSets.Values.Any(set => set.ValueFromPipelineByPropertyName)))
        {
            var value = parameter.Name switch
            {
                nameof(RegionId) => EffectiveRegionId,
                nameof(ProfileName) => EffectiveProfile,
                var name => GetType().GetProperty(name)!.GetValue(this),
            };
            if (value is not null and not "")
                whole.Properties.Add(new PSNoteProperty(parameter.Name, value));
        }

        if (PipedText.Of(InputObject) is { } text)
            whole.Properties.Add(new PSNoteProperty(PipedRecord.ItemNames[0], text));
        return whole.Properties.Any(property => property.Name is not (nameof(RegionId) or nameof(ProfileName))) ? whole : null;
    }

    /// <summary>True if a parameter was given on the command line and not by the record.</summary>
    internal bool IsOnCommandLine(string parameter) => _onCommandLine.Contains(parameter);

    /// <summary>Clears the effective settings. They are read again for the current record.</summary>
    internal void ResetSettings()
    {
        _given = null;
        _config = null;
        _settings.Clear();
    }

    /// <summary>Forgets the effective settings and the connection of a profile. A later record that names the profile finds them again.</summary>
    internal void Forget(string? profileName)
    {
        _settings.Remove(profileName ?? "");
        _connections.Remove(profileName ?? "");
    }

    /// <summary>Gets how calls for the current record reach the service. Without a key, the error ends the pipeline.</summary>
    internal Connection Connect()
    {
        var connection = Connect(EffectiveProfile, null, out var problem);
        if (problem is not null)
            ThrowTerminatingError(problem);
        return connection!;
    }

    /// <summary>Gets how calls for a profile reach the service. Without a key, the error ends the pipeline, unless an input named the profile.</summary>
    /// <param name="profileName">The profile; null for the one that counts where an input names none.</param>
    /// <param name="input">The input that it is for.</param>
    /// <param name="problem">The error about the input when its profile gives no key.</param>
    internal Connection? Connect(string? profileName, object? input, out ErrorRecord? problem)
    {
        problem = null;
        var settings = SettingsOf(profileName);
        if (_connections.TryGetValue(settings.NamedProfile ?? "", out var connection))
            return connection;
        try
        {
            var endpoint = settings.FindEndpoint()?.Value;
            var lookup = settings.FindKeys(endpoint);
            if (lookup.IsToBeAsked)
            {
                Await(lookup.AskAsync(StopToken));
                lookup = settings.FindKeys(endpoint);
            }

            if (lookup.IsFound)
            {
                connection = new Connection(lookup.Keys!, endpoint, settings.UsesVpc, TimeSpan.FromSeconds(TimeoutSec))
                {
                    OnClockCorrected = WarnOfClock,
                    OnAttempt = IsDebugging ? attempt => Queue.Post(new DebugItem(attempt.ToString())) : null,
                };
                _connections.Add(settings.NamedProfile ?? "", connection);
                return connection;
            }

            problem = settings.NamesProfile
                ? EniError.ProfileNotUsable(lookup, input)
                : EniError.NoCredential(lookup.Reason!, EniSession.Elsewhere);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            problem = EniError.BadSetting(exception, input);
        }

        EndUnlessOfRecord(profileName, problem);
        return null;
    }

    /// <summary>Ends the pipeline for an error about a key, unless an input named the profile: no further input can have another key.</summary>
    internal void EndUnlessOfRecord(string? profileName, ErrorRecord error)
    {
        if (!IsOfRecord(profileName))
            ThrowTerminatingError(error);
    }

    /// <summary>True if an input named a profile, so that others can be for other accounts.</summary>
    internal bool IsOfRecord(string? profileName) => profileName is not null && _profilesOfInputs.Contains(profileName);

    /// <summary>Notes that an input names a profile.</summary>
    internal void NoteProfile(string profileName) => _profilesOfInputs.Add(profileName);

    /// <summary>Ends the pipeline before its first input if no input can have a key. With profiles on this machine, an input could name one.</summary>
    internal void ConnectEarly()
    {
        if (!MyInvocation.ExpectingInput || IsOnCommandLine(nameof(ProfileName)) || !Settings.HasProfiles)
            Connect();
    }

    /// <summary>The call chain for reads of a service in a region. A failed read is retried while that helps, and one outage costs one retry budget.</summary>
    internal ICallStep ReaderOf(Connection connection, ApiService service, string regionId) =>
        connection.ReaderOf(service, regionId, () => new ChangeSettings
        {
            RetryPolicy = RetryPolicy,
            OnRetry = WriteRetry,
            Stopping = StopToken,
            GivingUp = StopToken,
        });

    /// <summary>The call chain for a single read, which is retried while that helps.</summary>
    internal ICallStep Repeating(ApiClient client) =>
        client.Repeating(RetryPolicy, SystemClock.Instance, WriteRetry);

    /// <summary>Makes an attempt at a read, again while that helps.</summary>
    internal Task<T> RepeatAsync<T>(Func<CancellationToken, Task<T>> attempt) =>
        new RetryLoop(RetryPolicy, SystemClock.Instance, WriteRetry).RunAsync(() => attempt(StopToken), StopToken);

    private RetryPolicy RetryPolicy => new() { Budget = TimeSpan.FromSeconds(RetryTimeoutSec) };

    /// <summary>Writes that a call is retried. Thread-safe.</summary>
    internal void WriteRetry(Retry retry)
    {
        Queue.Slowness.Retried(retry);
        Queue.Post(new VerboseItem(retry.ToString()));
    }

    private GivenSettings ReadParameters()
    {
        if (SecurityToken is not null && Credential is null)
            ThrowTerminatingError(EniError.TokenWithoutCredential());
        Uri? endpoint = null;
        if (Endpoint is not null && !Endpoints.TryParse(Endpoint, out endpoint, out var problem))
            ThrowTerminatingError(EniError.BadEndpoint(Endpoint, problem));
        return new GivenSettings
        {
            // Bound by property name, it belongs to each record, like its profile, and is not known yet.
            RegionId = MyInvocation.BoundParameters.ContainsKey(nameof(RegionId)) && !string.IsNullOrWhiteSpace(RegionId)
                ? RegionId!.Trim()
                : null,
            Endpoint = endpoint,
            Credential = Credential,
            SecurityToken = SecurityToken,
        };
    }

    // The two largest units.
    private static string InWords(TimeSpan time)
    {
        (int Number, string Unit)[] parts =
            [(time.Days, "day"), (time.Hours, "hour"), (time.Minutes, "minute"), (time.Seconds, "second")];
        var told = parts.SkipWhile(part => part.Number == 0).Take(2).Where(part => part.Number > 0)
            .Select(part => $"{part.Number} {part.Unit}{(part.Number == 1 ? "" : "s")}");
        return string.Join(" ", told.DefaultIfEmpty("less than a second"));
    }

    private void WarnOfClock(Uri endpoint, TimeSpan ahead) => Queue.Post(new WarningItem(
        $"This machine's clock is {InWords(ahead.Duration())} {(ahead > TimeSpan.Zero ? "behind" : "ahead of")} "
            + $"{endpoint.Authority}. Calls are signed with the time of the service; set the clock."));
}
