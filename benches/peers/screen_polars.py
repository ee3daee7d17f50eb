"""screen_polars.py PEOPLE OUT: the ten categories in Polars, by hand, for one day.

Lazy and streaming. Booleans of Polars are three-valued by themselves (Kleene). The day is
fixed, so ages and retirement are comparisons with the day of birth. Households stand
together in the file, so what a household has in common comes from a group-by over the
household's id, joined to those few who can still be found."""
import datetime
import sys

import polars as pl

DAY = datetime.date(2026, 11, 1)
CLASSES = {"male": (1965, 60, 4, 36), "female-55": (1970, 55, 4, 36), "female-50": (1975, 50, 2, 60)}
GENERAL = ["able_to_work", "willing_to_work", "local_urban_registration", "applied"]


def retirement(born, rule):
    """The statutory retirement date."""
    base, age, step, cap = rule
    months = (born.year - base) * 12 + born.month - 1
    delay = 0 if months < 0 else min(months // step + 1, cap)
    at = born.year * 12 + born.month - 1 + age * 12 + delay
    year, month = divmod(at, 12)
    last = (datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1) - datetime.timedelta(1)).day
    return datetime.date(year, month + 1, min(born.day, last))


def last_retired(rule):
    """The last day of birth of those who are retired: dates of retirement never go back."""
    born = datetime.date(1940, 1, 1)
    while retirement(born + datetime.timedelta(1), rule) <= DAY:
        born += datetime.timedelta(1)
    return born


def before(years):
    """Who was born on this day or before has so many years. The day is no 29 February."""
    return DAY.replace(year=DAY.year - years)


def older(column, years):
    return pl.col(column) <= before(years)


def working_age():
    """The class decides the day of birth after which somebody is not retired."""
    last = pl.col("retirement_class").replace_strict(
        {name: last_retired(rule) for name, rule in CLASSES.items()}, default=None, return_dtype=pl.Date
    )
    return older("born", 16) & (pl.col("born") > last)


def categories(registered):
    """The conditions of each category, with their facts."""
    out = (pl.lit(True) if registered else pl.col("registered_unemployed")) & ~pl.col("employed")
    facts = ["employed"] if registered else ["registered_unemployed", "employed"]
    out = (out, facts)

    def flag(name):
        return (pl.col(name), [name])

    gate = ((pl.col("sex") == "F") & older("born", 40)) | ((pl.col("sex") == "M") & older("born", 50))
    return [
        [out, (gate, ["sex", "born"])],
        [out, (pl.col("able_member"), None), (pl.col("nobody_employed"), None)],
        [out, (pl.col("disability_grade").is_between(1, 4), ["disability_grade"])],
        [out, flag("minimum_living_allowance")],
        [out, flag("worked_before"),
         (pl.col("registered_unemployed_since") <= before(1), ["registered_unemployed_since"])],
        [(~pl.col("employed"), ["employed"]),
         (pl.col("land_lost") | pl.col("other_hardship"), ["land_lost", "other_hardship"])],
        [out, flag("single_parent"), (pl.col("youngest_child_born") > before(18), ["youngest_child_born"])],
        [out, (pl.col("model_worker") != "none", ["model_worker"])],
        [out, flag("martyr_family")],
        [out, flag("soldier_spouse")],
    ]


def holds(parts):
    return pl.all_horizontal([part for part, _ in parts])


# The words of every set that occurs, by its bits.
CODES = [f"C1.{number}" for number in range(1, 11)]
MISSING = sorted([
    "born", "retirement_class", "able_to_work", "willing_to_work", "local_urban_registration", "applied",
    "registered_unemployed", "employed", "sex", "disability_grade", "minimum_living_allowance",
    "worked_before", "registered_unemployed_since", "land_lost", "other_hardship", "single_parent",
    "youngest_child_born", "model_worker", "martyr_family", "soldier_spouse",
])
OF_HOME = ["born", "retirement_class", "able_to_work", "willing_to_work", "employed"]


def bits(each, dtype):
    return pl.sum_horizontal([
        bit.fill_null(False).cast(dtype) * pl.lit(1 << at, dtype) for at, bit in enumerate(each)
    ]).cast(dtype)


def words(column, names):
    """Each set of words is made once."""

    def spell(series):
        sets = series.unique().sort()
        lists = [[name for at, name in enumerate(names) if mask >> at & 1] for mask in sets.to_list()]
        places = sets.search_sorted(series)
        return pl.Series(lists, dtype=pl.List(pl.String)).gather(places)

    return pl.col(column).map_batches(spell, return_dtype=pl.List(pl.String), is_elementwise=True)


def homes(people):
    """What a household has in common, and the facts that leave it undecided."""
    able = (pl.col("working_age") & pl.col("able_to_work") & pl.col("willing_to_work") & ~pl.col("employed"))
    absent = bits([pl.col(fact).is_null() for fact in OF_HOME], pl.UInt8)
    member = people.select(
        "household_id", "employed", able=able, unknown=pl.when(able.is_null()).then(absent).otherwise(0),
    )
    return member.group_by("household_id").agg(
        able_member=pl.col("able").any(ignore_nulls=False),
        nobody_employed=~pl.col("employed").any(ignore_nulls=False),
        unsettled=pl.col("unknown").bitwise_or(),
    )


def main(people, out):
    people = pl.scan_parquet(people).with_columns(working_age=working_age())
    general = [("working_age", ["born", "retirement_class"])] + [(name, [name]) for name in GENERAL]
    all_but_applied = pl.all_horizontal([name for name, _ in general if name != "applied"])
    # Who fails another general condition than `applied`, or is employed, is in no result.
    may = people.filter(
        all_but_applied.fill_null(True) & pl.col("employed").not_().fill_null(True)
    )
    with_home = may.join(homes(people), on="household_id", how="left", maintain_order="left")
    now, then = categories(False), categories(True)
    ruled = with_home.with_columns(
        *[holds(parts).alias(code) for code, parts in zip(CODES, now)],
        *[holds(parts).fill_null(False).alias("then " + code) for code, parts in zip(CODES, then)],
        general=pl.all_horizontal([name for name, _ in general]),
        others=all_but_applied.fill_null(False),
    ).with_columns(
        ruling=pl.col("general") & pl.any_horizontal(CODES),
        reached=pl.col("others") & pl.any_horizontal(["then " + code for code in CODES]),
    )
    standing = pl.col("ruling").fill_null(True)
    found = ruled.filter(standing | pl.col("reached"))
    # A fact is missing where it is null in an undecided condition of what is undecided.
    misses = {fact: [] for fact in MISSING}
    for name, facts in general:
        for fact in facts:
            misses[fact].append(pl.col(name).is_null() & pl.col(fact).is_null())
    for code, parts in zip(CODES, now):
        for part, facts in parts:
            open_part = pl.col(code).is_null() & part.is_null()
            if facts is None:
                at = "able_member" if part.meta.output_name() == "able_member" else "nobody_employed"
                for bit, fact in enumerate(OF_HOME):
                    if at == "able_member":
                        misses[fact].append(open_part & ((pl.col("unsettled") & (1 << bit)) != 0))
                if at == "nobody_employed":
                    misses["employed"].append(open_part)
                continue
            for fact in facts:
                misses[fact].append(open_part & pl.col(fact).is_null())
    missing = bits([pl.any_horizontal(misses[fact]) for fact in MISSING], pl.UInt32)
    result = found.select(
        "person_id",
        ruling=pl.when(pl.col("ruling")).then(pl.lit("eligible"))
        .when(standing).then(pl.lit("unknown")).otherwise(pl.lit("potential")),
        categories=pl.when(standing).then(bits([pl.col(code) for code in CODES], pl.UInt16))
        .otherwise(bits([pl.col("then " + code) for code in CODES], pl.UInt16)),
        unknown=pl.when(standing).then(bits([pl.col(code).is_null() for code in CODES], pl.UInt16)).otherwise(0),
        missing=pl.when(standing).then(missing).otherwise(0),
    ).with_columns(
        categories=words("categories", CODES), unknown=words("unknown", CODES), missing=words("missing", MISSING),
    )
    result.sink_parquet(out, compression="snappy", engine="streaming")


main(*sys.argv[1:])
