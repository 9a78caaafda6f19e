"""What WScript.Shell and WScript.Network give: environment, registry, programs, names."""
