"""The chance to be there in time: routes between the fastest and the least uncertain one."""
