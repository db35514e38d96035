"""What a made-up population is made of: names by people, sex and generation; peoples and faiths by province.

Nobody real is in it. The tables are ours: plausible proportions written down by hand after what is generally known of the
country's names and of where its 54 peoples live; they are no statistics and must not be quoted as such.
"""
