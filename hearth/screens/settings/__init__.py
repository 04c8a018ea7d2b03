"""The settings of the community, a CoC or an agency: what holds, where it comes from, and changing it."""
