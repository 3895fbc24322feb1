using NUnit.Framework;

[assembly: Parallelizable(ParallelScope.All)]
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]

// Most tests wait for something most of the time, so more of them run than there are cores.
[assembly: LevelOfParallelism(8)]
