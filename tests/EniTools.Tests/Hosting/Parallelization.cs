using Xunit.Sdk;
using Xunit.v3;

// Many tests wait, for a process, a socket or a limit of the service: more of them run beside each other than there are cores.
[assembly: Parallelization(Mode = ParallelMode.All, MaxThreads = 6)]
