"""The pages of staff: reach through the viewer, call one action, render."""
