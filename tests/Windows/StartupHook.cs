using System.Runtime.InteropServices;

/// <summary>Mends exceptions of .NET under Wine 8. Each program runs this before its own code, as DOTNET_STARTUP_HOOKS says.</summary>
/// <remarks>
/// Wine keeps a list of frames on the stack of each thread, and adds one for each handler that it calls. .NET leaves such a handler by
/// going on in its catch block, so that the frame stays in the list. The next exception reads it, when its place on the stack has another
/// content: the thread ends without a word, and what waits for it waits for ever. This handler comes first and empties such a list.
/// </remarks>
internal static unsafe class StartupHook
{
    private const uint Reserve = 0x3000;
    private const uint ExecuteReadWrite = 0x40;

    // In machine code, since exceptions come at moments when no managed code can run.
    private static ReadOnlySpan<byte> Handler =>
    [
        0x48, 0x8b, 0x01, // mov rax, [rcx]
        0x8b, 0x00, // mov eax, [rax]: the code of the exception
        0x3d, 0x78, 0x56, 0x34, 0x02, // cmp eax, 0x02345678: one within the compiler
        0x74, 0x07, // je empty
        0x3d, 0x00, 0x00, 0x00, 0xc0, // cmp eax, 0xc0000000: an error, of .NET or of the processor; others are Wine's own
        0x72, 0x0d, // jb end
        0x65, 0x48, 0xc7, 0x04, 0x25, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, // empty: mov qword gs:[0], -1
        0x31, 0xc0, // end: xor eax, eax: the search for a handler goes on
        0xc3, // ret
    ];

    public static void Initialize()
    {
        var code = (byte*)VirtualAlloc(0, (nuint)Handler.Length, Reserve, ExecuteReadWrite);
        Handler.CopyTo(new Span<byte>(code, Handler.Length));
        AddVectoredExceptionHandler(1, code);
    }

    [DllImport("kernel32")]
    private static extern void* VirtualAlloc(nint address, nuint size, uint type, uint protection);

    [DllImport("kernel32")]
    private static extern void* AddVectoredExceptionHandler(uint first, void* handler);
}
