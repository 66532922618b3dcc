using System.Text;

namespace EniTools.Api.Journal;

/// <summary>Texts that come again and again, each kept once and known by a number.</summary>
internal sealed class InternedTexts
{
    private readonly List<(uint Hash, int Next, byte[] Bytes, string Text)> _texts = [];
    private int[] _heads = NewHeads(64);

    public string this[int number] => _texts[number].Text;

    /// <summary>The number of a text, which is kept from now on.</summary>
    public int Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Add(bytes, 0, bytes.Length);
    }

    /// <summary>The number of a text, which is kept from now on.</summary>
    public int Add(byte[] bytes, int start, int end)
    {
        var found = Find(bytes, start, end);
        if (found >= 0)
            return found;
        if (_texts.Count == _heads.Length)
            Grow();
        var own = new byte[end - start];
        Buffer.BlockCopy(bytes, start, own, 0, own.Length);
        var hash = HashOf(bytes, start, end);
        ref var head = ref _heads[hash & (uint)(_heads.Length - 1)];
        _texts.Add((hash, head, own, Encoding.UTF8.GetString(own)));
        return head = _texts.Count - 1;
    }

    /// <summary>The number of a text; negative when it is not kept.</summary>
    public int Find(byte[] bytes, int start, int end)
    {
        var hash = HashOf(bytes, start, end);
        var number = _heads[hash & (uint)(_heads.Length - 1)];
        while (number >= 0 && !(_texts[number].Hash == hash && IsSame(_texts[number].Bytes, bytes, start, end)))
            number = _texts[number].Next;
        return number;
    }

    private static bool IsSame(byte[] kept, byte[] bytes, int start, int end)
    {
        if (kept.Length != end - start)
            return false;
        for (var i = 0; i < kept.Length; i++)
        {
            if (kept[i] != bytes[start + i])
                return false;
        }

        return true;
    }

    private static uint HashOf(byte[] bytes, int start, int end)
    {
        var hash = 2166136261u;
        for (var i = start; i < end; i++)
            hash = (hash ^ bytes[i]) * 16777619u;
        return hash;
    }

    private static int[] NewHeads(int count)
    {
        var heads = new int[count];
        for (var i = 0; i < count; i++)
            heads[i] = -1;
        return heads;
    }

    private void Grow()
    {
        _heads = NewHeads(_heads.Length * 2);
        for (var number = 0; number < _texts.Count; number++)
        {
            var (hash, _, bytes, text) = _texts[number];
            ref var head = ref _heads[hash & (uint)(_heads.Length - 1)];
            _texts[number] = (hash, head, bytes, text);
            head = number;
        }
    }
}
