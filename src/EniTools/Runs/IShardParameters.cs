using EniTools.Api.Model;

namespace EniTools.Runs;

/// <summary>The parameters of a cmdlet whose work several workers can share.</summary>
internal interface IShardParameters
{
    /// <summary>Only ENIs of this shard, such as 3/16: the number of the shard, from 0 on, and how many there are. Workers with 0/16 to 15/16 share one list, or one account, without talking to each other: an ENI with all that is on it is of one shard, and always of the same, in any order, on any machine and in any version. What is of another shard is passed over without a word; an input without a valid ENI is an error in one of them. A Kubernetes indexed Job gives the number as "$env:JOB_COMPLETION_INDEX/16".</summary>
    Shard? Shard { get; }
}
