namespace EniTools.Pipeline;

/// <summary>What a cmdlet does with its records.</summary>
internal interface IRun
{
    /// <summary>Takes the current record.</summary>
    void TakeRecord();

    /// <summary>Does what is left to do when no more input comes.</summary>
    void Finish();
}
