using NUnit.Framework;

[assembly: Parallelizable(ParallelScope.All)]
[assembly: FixtureLifeCycle(LifeCycle.InstancePerTestCase)]

// Most tests wait for something most of the time, but some need a whole core, so twice as many run as there are cores.
[assembly: LevelOfParallelism(4)]
