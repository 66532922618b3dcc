using EniTools.Api.Model;

namespace EniTools.Emulator.World;

/// <summary>A vSwitch, with the place of its ENIs and the blocks of their IPv6 addresses and prefixes.</summary>
/// <param name="Id">The vSwitch id.</param>
/// <param name="VpcId">The VPC.</param>
/// <param name="ZoneId">The zone.</param>
/// <param name="Ipv6Block">The block of addresses; null if IPv6 is turned off.</param>
/// <param name="PrefixBlock">The reserved block of prefixes; null if there is none.</param>
internal sealed record VSwitch(string Id, string VpcId, string ZoneId, Ipv6Prefix? Ipv6Block, Ipv6Prefix? PrefixBlock);
