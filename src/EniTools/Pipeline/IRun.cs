namespace EniTools.Pipeline;

/// <summary>The work of a cmdlet on its records.</summary>
internal interface IRun
{
    /// <summary>Takes the current record.</summary>
    void TakeRecord();

    /// <summary>Completes the work when the input has ended.</summary>
    void Finish();
}
