using System.Globalization;
using EniTools.Emulator.Answers;
using EniTools.Emulator.Http;
using EniTools.Emulator.World;
using Ipv6Address = EniTools.Api.Model.Ipv6Address;
using Ipv6Item = EniTools.Api.Model.Ipv6Item;
using Ipv6Prefix = EniTools.Api.Model.Ipv6Prefix;

namespace EniTools.Emulator.Control;

/// <summary>The world as people look at it: counts by VPC, and ENIs found by any text, a page at a time.</summary>
internal static class WorldView
{
    private const int MaxSize = 100;

    // An ENI of a loaded world can have 65,535 addresses.
    private const int MaxItems = 200;

    public static AnswerObject Regions(CloudWorld world) => new AnswerObject().AddItems("Regions", world.Regions.Select(region =>
    {
        var networkInterfaces = region.NetworkInterfaces.ToLookup(item => region.FindVSwitch(item.VSwitchId)!.VpcId);
        return new AnswerObject()
            .Add("RegionId", region.Id)
            .Add("Instances", region.Instances.Count)
            .AddItems("Vpcs", region.VSwitches.GroupBy(vSwitch => vSwitch.VpcId).Select(vpc =>
            {
                var (items, prefixes) = (0, 0);
                foreach (var networkInterface in networkInterfaces[vpc.Key])
                {
                    items += networkInterface.Items.Count;
                    prefixes += networkInterface.Items.Count(item => item.IsPrefix);
                }

                return new AnswerObject()
                    .Add("VpcId", vpc.Key)
                    .Add("VSwitches", vpc.Count())
                    .Add("NetworkInterfaces", networkInterfaces[vpc.Key].Count())
                    .Add("Addresses", items - prefixes)
                    .Add("Prefixes", prefixes);
            }));
    }));

    /// <summary>Returns a page of the ENIs that fit all words of a search.</summary>
    /// <exception cref="FormatException">The page or its size is not a number.</exception>
    public static AnswerObject Search(IControlled emulator, IncomingRequest request)
    {
        var words = request.Parameter("Search").Split([' '], StringSplitOptions.RemoveEmptyEntries);
        var regionId = request.Parameter("RegionId");
        var number = Number(request, "Page", 1, int.MaxValue);
        var size = Number(request, "Size", 25, MaxSize);

        // Requests wait while the lists are copied, and not while they are searched.
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

    /// <summary>A word of a search in a region: part of any text of an ENI, or an address or prefix of it in any spelling.</summary>
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
                // Writing a million addresses takes a moment, and each has a colon.
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
