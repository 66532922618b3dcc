using EniTools.Api.Model;

namespace EniTools.Emulator.World;

/// <summary>A vSwitch: where its ENIs are, and which IPv6 addresses and prefixes they can have.</summary>
/// <param name="Id">The vSwitch id.</param>
/// <param name="VpcId">The VPC it is in.</param>
/// <param name="ZoneId">The zone it is in.</param>
/// <param name="Ipv6Block">The block of its addresses; null when IPv6 is not turned on.</param>
/// <param name="PrefixBlock">The reserved block of its prefixes; null when there is none.</param>
internal sealed record VSwitch(string Id, string VpcId, string ZoneId, Ipv6Prefix? Ipv6Block, Ipv6Prefix? PrefixBlock);
