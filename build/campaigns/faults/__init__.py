"""The campaign `faults`: what a workspace and its commands are after the machine failed in the middle.

`disk_shim.c` and `disk` make a disk that fails on demand, `power` plays a power cut, `county` makes the
workspaces, `steps` says what is done to them, `kinds` what goes wrong, `trial` judges, `campaign` counts.
"""
