"""screen_openfisca.py PEOPLE OUT: the ten categories as an OpenFisca-Core country package.

Every truth is two variables: NAME says where it is certainly so, NAME_open is the mask of
what is not known. The file is read in runs of row groups cut at borders of households, and
each run is a simulation of its own: fewer arrays at once are faster here than all of them
(the cache), and the memory stays small. LEYE_BENCH_CHUNK gives another size."""
import datetime
import os
import sys

import numpy as np
import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet as pq
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

DAY = "2026-11-01"
CHUNK = int(os.environ.get("LEYE_BENCH_CHUNK", 1_000_000))
Person = build_entity(key="person", plural="persons", label="A resident", is_person=True)
Household = build_entity(key="household", plural="households", label="A household",
                         roles=[{"key": "member", "plural": "members", "label": "Members"}])
FLAGS = ["local_urban_registration", "able_to_work", "willing_to_work", "applied", "employed",
         "registered_unemployed", "worked_before", "minimum_living_allowance", "land_lost", "other_hardship",
         "single_parent", "martyr_family", "soldier_spouse"]
DAYS = ["born", "registered_unemployed_since", "youngest_child_born"]
WORDS = {"sex": ["M", "F"], "retirement_class": ["male", "female-55", "female-50"],
         "model_worker": ["none", "county", "city", "province", "national"]}
FACTS = sorted(FLAGS + DAYS + list(WORDS) + ["disability_grade"])
CODES = [f"C1.{number}" for number in range(1, 11)]
PARAMETERS = {
    "minimum_age": 16, "women_from": 40, "men_from": 50, "registered_years": 1, "child_under": 18,
    "male": {"base": 1965, "age": 60, "step": 4, "cap": 36},
    "female_55": {"base": 1970, "age": 55, "step": 4, "cap": 36},
    "female_50": {"base": 1975, "age": 50, "step": 2, "cap": 60},
}
VARIABLES = []


def dated(data):
    """Parameters as OpenFisca wants them: values by the day from which they are in force."""
    return {name: dated(value) if isinstance(value, dict) else {"values": {"2010-10-01": {"value": value}}}
            for name, value in data.items()}


def variable(label, kind, formula=None, entity=Person):
    """One variable of the package; without a formula it is a fact."""
    content = {"value_type": kind, "entity": entity, "definition_period": DateUnit.DAY, "label": label}
    if formula:
        content["formula"] = formula
    VARIABLES.append(type(label, (Variable,), content))


def truth(label, yes, open_, entity=Person):
    variable(label, bool, yes, entity)
    variable(label + "_open", bool, open_, entity)


def both(of, name, period):
    return of(name, period), of(name + "_open", period)


def every(label, names):
    """All of them, in Kleene's logic."""

    def yes(person, period):
        result = person(names[0], period)
        for name in names[1:]:
            result = result & person(name, period)
        return result

    def open_(person, period):
        not_no = None
        for name in names:
            so, unknown = both(person, name, period)
            part = so | unknown
            not_no = part if not_no is None else not_no & part
        return not_no & ~person(label, period)

    truth(label, yes, open_)


def some(label, names):
    """Any of them, in Kleene's logic."""

    def yes(person, period):
        result = person(names[0], period)
        for name in names[1:]:
            result = result | person(name, period)
        return result

    def open_(person, period):
        result = person(names[0] + "_open", period)
        for name in names[1:]:
            result = result | person(name + "_open", period)
        return result & ~person(label, period)

    truth(label, yes, open_)


def compared(label, facts, test):
    """A comparison of facts: open where one of them is not known."""

    def open_(person, period):
        result = person(facts[0] + "_open", period)
        for fact in facts[1:]:
            result = result | person(fact + "_open", period)
        return result

    def yes(person, period, parameters):
        return test(person, period, parameters(period)) & ~person(label + "_open", period)

    truth(label, yes, open_)


def months(days):
    return days.astype("datetime64[M]")


def age(days, period):
    """Completed years; 29 February has its birthday on 1 March in other years."""
    today = np.datetime64(str(period.start), "D")
    this, born = months(today).astype(int), months(days)
    of_month = (days - born.astype("datetime64[D]")).astype(int)
    had = of_month <= (today - months(today).astype("datetime64[D]")).astype(int)
    return (this - born.astype(int) - np.where(had, 0, 1)) // 12


def retirement(person, period, parameters):
    born, kind = person("born", period), person("retirement_class", period)
    rules = [parameters.male, parameters.female_55, parameters.female_50]
    base, years, step, cap = (np.array([rule[name] for rule in rules])[kind] for name in ("base", "age", "step", "cap"))
    month = months(born)
    since = month.astype(int) - (base - 1970) * 12
    delay = np.where(since < 0, 0, np.minimum(since // step + 1, cap))
    retires = (month.astype(int) + years * 12 + delay).astype("datetime64[M]")
    first = retires.astype("datetime64[D]")
    last = (retires + 1).astype("datetime64[D]") - first - 1
    return first + np.minimum(born - month.astype("datetime64[D]"), last)


def package():
    """The country package."""
    for fact in FLAGS:
        truth(fact, None, None)
    for fact in DAYS:
        variable(fact, datetime.date)
        variable(fact + "_open", bool)
    for fact in [*WORDS, "disability_grade"]:
        variable(fact, int)
        variable(fact + "_open", bool)

    compared("old_enough", ["born"], lambda p, d, q: p("years", d) >= q.minimum_age)
    compared("not_retired", ["born", "retirement_class"],
             lambda p, d, q: np.datetime64(str(d.start), "D") < p("retires", d))
    variable("years", int, lambda p, d: age(p("born", d), d))
    variable("retires", datetime.date, lambda p, d, q: retirement(p, d, q(d)))
    every("working_age", ["old_enough", "not_retired"])
    truth("not_employed", lambda p, d: ~(p("employed", d) | p("employed_open", d)), lambda p, d: p("employed_open", d))
    every("out_of_work", ["registered_unemployed", "not_employed"])
    compared("woman", ["sex"], lambda p, d, q: p("sex", d) == 1)
    compared("man", ["sex"], lambda p, d, q: p("sex", d) == 0)
    compared("woman_old", ["born"], lambda p, d, q: p("years", d) >= q.women_from)
    compared("man_old", ["born"], lambda p, d, q: p("years", d) >= q.men_from)
    every("older_woman", ["woman", "woman_old"])
    every("older_man", ["man", "man_old"])
    some("gate", ["older_woman", "older_man"])
    compared("disability", ["disability_grade"], lambda p, d, q: p("disability_grade", d) > 0)
    compared("long_registered", ["registered_unemployed_since"],
             lambda p, d, q: age(p("registered_unemployed_since", d), d) >= q.registered_years)
    some("land_or_hardship", ["land_lost", "other_hardship"])
    compared("minor_child", ["youngest_child_born"],
             lambda p, d, q: age(p("youngest_child_born", d), d) < q.child_under)
    compared("model", ["model_worker"], lambda p, d, q: p("model_worker", d) > 0)
    every("able_alone", ["working_age", "able_to_work", "willing_to_work", "not_employed"])
    homes()
    parts = {"C1.1": ["gate"], "C1.2": ["able_member", "nobody_employed"], "C1.3": ["disability"],
             "C1.4": ["minimum_living_allowance"], "C1.5": ["worked_before", "long_registered"],
             "C1.6": ["land_or_hardship"], "C1.7": ["single_parent", "minor_child"], "C1.8": ["model"],
             "C1.9": ["martyr_family"], "C1.10": ["soldier_spouse"]}
    for code, own in parts.items():
        every(code, ["not_employed" if code == "C1.6" else "out_of_work", *own])
        variable("then_" + code, bool, then(["not_employed", *own]))
    others = ["working_age", "able_to_work", "willing_to_work", "local_urban_registration"]
    every("general", [*others, "applied"])
    some("any_category", CODES)
    every("ruling", ["general", "any_category"])
    variable("reached", bool, lambda p, d: then(others)(p, d) & np.any([p("then_" + code, d) for code in CODES], axis=0))
    facts_of = {"gate": ["sex", "born"], "disability": ["disability_grade"],
                "long_registered": ["registered_unemployed_since"],
                "land_or_hardship": ["land_lost", "other_hardship"], "minor_child": ["youngest_child_born"],
                "model": ["model_worker"], "out_of_work": ["registered_unemployed", "employed"],
                "not_employed": ["employed"], "working_age": ["born", "retirement_class"]}
    variable("missing", int, missing(parts, [*others, "applied"], facts_of))


def then(names):
    def formula(person, period):
        result = person(names[0], period)
        for name in names[1:]:
            result = result & person(name, period)
        return result
    return formula


OF_HOME = ["born", "retirement_class", "able_to_work", "willing_to_work", "employed"]


def homes():
    """What a household has in common, and for each member's fact whether it leaves it open."""
    def shared(label, entity_label):
        truth(label, lambda p, d: p.household(entity_label, d), lambda p, d: p.household(entity_label + "_open", d))

    truth("home_able", lambda h, d: h.any(h.members("able_alone", d)),
          lambda h, d: h.any(h.members("able_alone_open", d)) & ~h("home_able", d), Household)
    truth("home_idle", lambda h, d: ~h.any(h.members("employed", d) | h.members("employed_open", d)),
          lambda h, d: h.any(h.members("employed_open", d)) & ~h.any(h.members("employed", d)), Household)
    shared("able_member", "home_able")
    shared("nobody_employed", "home_idle")
    for fact in OF_HOME:
        variable("home_lacks_" + fact, bool, lacking(fact), Household)


def lacking(fact):
    def formula(household, period):
        members = household.members
        return household.any(members("able_alone_open", period) & members(fact + "_open", period))
    return formula


def missing(parts, general, facts_of):
    """The facts that are null in what is undecided, as bits."""

    def formula(person, period):
        result = np.zeros(person.count, dtype=np.int32)

        def note(fact, rows):
            np.bitwise_or(result, rows.astype(np.int32) << FACTS.index(fact), out=result)

        for condition in general:
            for fact in facts_of.get(condition, [condition]):
                note(fact, person(condition + "_open", period) & person(fact + "_open", period))
        for code, own in parts.items():
            undecided = person(code + "_open", period)
            for condition in ["not_employed" if code == "C1.6" else "out_of_work", *own]:
                rows = undecided & person(condition + "_open", period)
                if condition == "able_member":
                    for fact in OF_HOME:
                        note(fact, rows & person.household("home_lacks_" + fact, period))
                elif condition == "nobody_employed":
                    note("employed", rows)
                else:
                    for fact in facts_of.get(condition, [condition]):
                        note(fact, rows & person(fact + "_open", period))
        return result
    return formula


def system():
    package()
    rules = TaxBenefitSystem([Person, Household])
    rules.parameters = ParameterNode("", data=dated(PARAMETERS))
    for each in VARIABLES:
        rules.add_variable(each)
    return rules


def simulate(rules, table):
    """A simulation of whole households."""
    homes_of = table.column("household_id").to_numpy()
    place = np.concatenate([[0], np.cumsum(homes_of[1:] != homes_of[:-1])])
    populations = rules.instantiate_entities()
    person, household = populations["person"], populations["household"]
    person.count, household.count = len(place), int(place[-1]) + 1
    person.ids, household.ids = np.arange(person.count), np.arange(household.count)
    household.members_entity_id = place
    simulation = Simulation(rules, populations)
    for fact in FACTS:
        column = table.column(fact).combine_chunks()
        values = known(fact, column)
        simulation.set_input(fact, DAY, values)
        simulation.set_input(fact + "_open", DAY, column.is_null().to_numpy(zero_copy_only=False))
    return simulation


def known(fact, column):
    """The values; something of no meaning where a value is not known."""
    if fact in WORDS:
        return pa.compute.index_in(column, pa.array(WORDS[fact])).fill_null(0).to_numpy()
    if fact in DAYS:
        return column.cast(pa.int32()).fill_null(0).to_numpy().astype("datetime64[D]")
    return column.fill_null(False if fact in FLAGS else 0).to_numpy(zero_copy_only=False)


def words(masks, names):
    """Lists of words; each set is made once."""
    sets, places = np.unique(masks, return_inverse=True)
    lists = [[name for at, name in enumerate(names) if mask >> at & 1] for mask in sets.tolist()]
    return pa.array(lists, type=pa.list_(pa.string())).take(pa.array(places))


def bits(rows, each):
    result = np.zeros(len(rows), dtype=np.int16)
    for at, truths in enumerate(each):
        result |= truths[rows].astype(np.int16) << at
    return result


def found(simulation, table):
    def of(name):
        return simulation.calculate(name, DAY)

    yes, open_, reached = of("ruling"), of("ruling_open"), of("reached")
    rows = np.flatnonzero(yes | open_ | reached)
    standing = (yes | open_)[rows]
    now, later = (bits(rows, [of(prefix + code) for code in CODES]) for prefix in ("", "then_"))
    unknown = np.where(standing, bits(rows, [of(code + "_open") for code in CODES]), 0)
    lacks = np.where(standing, of("missing")[rows], 0)
    ruling = np.where(yes[rows], 0, np.where(standing, 1, 2))
    return pa.table({
        "person_id": table.column("person_id").combine_chunks().take(pa.array(rows)),
        "ruling": pa.array(["eligible", "unknown", "potential"]).take(pa.array(ruling)),
        "categories": words(np.where(standing, now, later), CODES),
        "unknown": words(unknown, CODES),
        "missing": words(lacks, FACTS),
    })


def runs(people):
    """Tables of whole households."""
    columns = ["person_id", "household_id", *FACTS]
    kept = None
    for batch in people.iter_batches(batch_size=CHUNK, columns=columns):
        table = pa.Table.from_batches([batch])
        table = table if kept is None else pa.concat_tables([kept, table]).combine_chunks()
        homes_of = table.column("household_id").to_numpy()
        border = int(np.searchsorted(homes_of, homes_of[-1]))
        kept = table.slice(border)
        if border:
            yield table.slice(0, border)
    if kept is not None and kept.num_rows:
        yield kept


def main(people, out):
    rules = system()
    writer = None
    for table in runs(pq.ParquetFile(people)):
        result = found(simulate(rules, table), table)
        writer = writer or pq.ParquetWriter(out, result.schema, compression="snappy")
        writer.write_table(result)
    writer.close()


main(*sys.argv[1:])
