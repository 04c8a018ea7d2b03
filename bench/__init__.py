"""How fast is Hearth? Each figure is a ratio: our command against a floor that does the bare minimum of the same work.

Machines differ and are noisy, so both are run in turn in one go, and the median of the paired ratios counts.
`python -m bench` says which there are; README.md says how to read them.
"""
