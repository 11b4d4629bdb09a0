"""The command line: arguments in, exit codes and lines out, as the contract has it."""
