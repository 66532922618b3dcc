using System.Globalization;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Http;
using EniTools.Emulator.World;
using Ipv6Address = EniTools.Api.Model.Ipv6Address;
using Ipv6Item = EniTools.Api.Model.Ipv6Item;
using Ipv6Prefix = EniTools.Api.Model.Ipv6Prefix;

namespace EniTools.Emulator.Control;

/// <summary>What is in the world, as people look at it: counted by VPC, and ENIs found by any text, a page at a time.</summary>
internal static class WorldView
{
    private const int MaxSize = 100;

    // An ENI can have 65,535 addresses, and nobody reads so many.
    private const int MaxItems = 200;

    /// <summary>The regions with their VPCs.</summary>
    public static AnswerObject Regions(CloudWorld world) => new AnswerObject().AddItems("Regions", world.Regions.Select(region =>
    {
        var vpcs = region.VSwitches.Select(vSwitch => vSwitch.VpcId).Distinct()
            .ToDictionary(id => id, _ => new Counts(), StringComparer.Ordinal);
        foreach (var networkInterface in region.NetworkInterfaces)
            vpcs[region.FindVSwitch(networkInterface.VSwitchId)!.VpcId].Add(networkInterface);
        return new AnswerObject()
            .Add("RegionId", region.Id)
            .Add("Instances", region.Instances.Count)
            .AddItems("Vpcs", vpcs.Select(vpc => new AnswerObject()
                .Add("VpcId", vpc.Key)
                .Add("VSwitches", region.VSwitches.Count(vSwitch => vSwitch.VpcId == vpc.Key))
                .Add("NetworkInterfaces", vpc.Value.NetworkInterfaces)
                .Add("Addresses", vpc.Value.Addresses)
                .Add("Prefixes", vpc.Value.Prefixes)));
    }));

    /// <summary>A page of the ENIs that fit all words of a search.</summary>
    /// <exception cref="FormatException">The page or its size is not a number.</exception>
    public static AnswerObject Search(IControlled emulator, IncomingRequest request)
    {
        var words = request.Parameter("Search").Split([' '], StringSplitOptions.RemoveEmptyEntries);
        var regionId = request.Parameter("RegionId");
        var number = Number(request, "Page", 1, int.MaxValue);
        var size = Number(request, "Size", 25, MaxSize);

        // Calls wait only while the lists are copied, not while they are searched.
        var places = emulator.Look(world => world.Regions.Where(region => regionId.Length == 0 || region.Id == regionId)
            .Select(region => (
                Region: region,
                All: region.ByCreation.ToArray(),
                Words: words.Select(word => new Word(word, region)).ToArray()))
            .ToList());
        var found = places.SelectMany(place => place.All.OfType<NetworkInterface>()
            .Where(networkInterface => Array.TrueForAll(place.Words, word => word.Fits(place.Region, networkInterface)))
            .Select(networkInterface => (place.Region, NetworkInterface: networkInterface))).ToList();

        var first = (number - 1L) * size;
        return emulator.Look(_ => new AnswerObject()
            .Add("Total", found.Count)
            .AddItems("NetworkInterfaces", found.Skip((int)Math.Min(first, found.Count)).Take(size)
                .Select(item => Describe(item.Region, item.NetworkInterface))));
    }

    private static int Number(IncomingRequest request, string name, int without, int max)
    {
        var text = request.Parameter(name);
        if (text.Length == 0)
            return without;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max
            ? number
            : throw new FormatException(FormattableString.Invariant($"{name} is a number from 1 to {max}, and cannot be '{text}'."));
    }

    private static AnswerObject Describe(Region region, NetworkInterface networkInterface)
    {
        var vSwitch = region.FindVSwitch(networkInterface.VSwitchId)!;
        var items = networkInterface.Items;
        var prefixes = items.Count(item => item.IsPrefix);
        return new AnswerObject()
            .Add("NetworkInterfaceId", networkInterface.Id)
            .Add("NetworkInterfaceName", networkInterface.Name)
            .Add("Description", networkInterface.Description)
            .Add("RegionId", region.Id)
            .Add("ZoneId", vSwitch.ZoneId)
            .Add("VpcId", vSwitch.VpcId)
            .Add("VSwitchId", vSwitch.Id)
            .Add("Status", networkInterface.Status)
            .Add("Type", networkInterface.Type)
            .Add("InstanceId", networkInterface.InstanceId)
            .Add("ServiceManaged", networkInterface.ServiceManaged)
            .Add("MacAddress", networkInterface.MacAddress)
            .Add("ResourceGroupId", networkInterface.ResourceGroupId)
            .Add("CreationTime", networkInterface.CreationTime)
            .AddItems("SecurityGroupIds", networkInterface.SecurityGroupIds)
            .AddItems("PrivateIpAddresses", (string[])[networkInterface.PrivateIpAddress, .. networkInterface.SecondaryPrivateIpAddresses])
            .AddItems("Tags", networkInterface.Tags.Select(tag => $"{tag.Key} = {tag.Value}"))
            .Add("Addresses", items.Count - prefixes)
            .Add("Prefixes", prefixes)
            .AddItems("Items", items.Take(MaxItems).Select(item => item.ToString()));
    }

    /// <summary>ENIs, addresses and prefixes of a VPC.</summary>
    private sealed class Counts
    {
        public int NetworkInterfaces { get; private set; }

        public int Addresses { get; private set; }

        public int Prefixes { get; private set; }

        public void Add(NetworkInterface networkInterface)
        {
            var prefixes = networkInterface.Items.Count(item => item.IsPrefix);
            NetworkInterfaces++;
            Prefixes += prefixes;
            Addresses += networkInterface.Items.Count - prefixes;
        }
    }

    /// <summary>One word of a search in one region: part of any text of an ENI, or an address or prefix on it in any spelling.</summary>
    private sealed class Word(string text, Region region)
    {
        private readonly NetworkInterface? _owner = ItemOf(text) is { } item ? region.OwnerOf(item) : null;
        private readonly bool _isWholeItem = ItemOf(text) is not null;

        public bool Fits(Region ofRegion, NetworkInterface networkInterface)
        {
            if (_isWholeItem)
                return ReferenceEquals(networkInterface, _owner);
            var vSwitch = ofRegion.FindVSwitch(networkInterface.VSwitchId);
            return IsIn(networkInterface.Id) || IsIn(networkInterface.Name) || IsIn(networkInterface.Status)
                || IsIn(networkInterface.Type) || IsIn(networkInterface.InstanceId) || IsIn(networkInterface.VSwitchId)
                || IsIn(vSwitch?.VpcId) || IsIn(vSwitch?.ZoneId) || IsIn(networkInterface.Description)
                || IsIn(networkInterface.MacAddress) || IsIn(networkInterface.ResourceGroupId) || IsIn(networkInterface.PrivateIpAddress)
                || networkInterface.SecondaryPrivateIpAddresses.Any(IsIn) || networkInterface.SecurityGroupIds.Any(IsIn)
                || networkInterface.Tags.Any(tag => IsIn(tag.Key) || IsIn(tag.Value))
                // Only a text with a colon is part of one; writing out a million takes a moment.
                || (text.IndexOf(':') >= 0 && networkInterface.Items.Any(item => IsIn(item.ToString())));
        }

        private static Ipv6Item? ItemOf(string text)
        {
            if (Ipv6Address.TryParse(text, out var address, out _))
                return new Ipv6Item(address);
            return Ipv6Prefix.TryParse(text, out var prefix, out _, out _) ? new Ipv6Item(prefix) : null;
        }

        private bool IsIn(string? whole) => whole?.IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0;
    }
}
