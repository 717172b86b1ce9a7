"""Why two claims of one series differ, or that they cannot both be right: `judge` decides, in the order of its reasons."""
