"""Values for reference.json, computed without Opora's code: the instruments and the formula are read as
data, and each score is one weighted mean over single answers. Run: python3 reference.py > reference.json"""

import json
import pathlib
import random
import statistics

here = pathlib.Path(__file__).parent
data = here.parent / "instruments" / "data"
formula = json.loads((here / "data" / "formula.json").read_text())
instruments = {path.stem: json.loads(path.read_text()) for path in data.glob("*.json")}
least = formula["smallestGroup"]


def items(instrument):
    return [item for section in instrument["sections"] for item in section["items"]]


def fill(instrument, dice, lean):
    """A form filled at random; `lean` 0–1 draws the answers of scales upwards."""
    form = {}
    for item in items(instrument):
        if "when" in item and form.get(item["when"]["item"]) not in item["when"]["in"]:
            continue
        if dice.random() < 0.1:
            continue
        kind = item["kind"]
        if kind in ("scale", "matrix"):
            codes = [option["code"] for option in instrument["scales"][item["scale"]]["options"]]
            for key in [f"{item['code']}.{row['code']}" for row in item.get("rows", [])] or [item["code"]]:
                place = min(len(codes) - 1, int(len(codes) * dice.betavariate(1 + 3 * lean, 4 - 3 * lean)))
                form[key] = "unsure" if dice.random() < 0.05 else codes[place]
        elif kind == "single":
            form[item["code"]] = dice.choice(item["options"])["code"]
        elif kind == "several":
            chosen = [option["code"] for option in item["options"] if not option.get("alone") and dice.random() < 0.4]
            form[item["code"]] = chosen or [option["code"] for option in item["options"] if option.get("alone")]
        elif kind == "number":
            low, high = item["min"], min(item["max"], item.get("ramp", {}).get("to", 60) * 1.3)
            form[item["code"]] = dice.randint(int(low), max(int(low), int(high)))
    return form


def count(instrument, dice, classes=False):
    """A context form whose parts are no more than their whole, small counts among them."""
    form = fill(instrument, dice, 0.5)
    size = dice.randint(8, 28) if classes else dice.randint(90, 400)
    for item in items(instrument):
        if item["kind"] == "number" and item["code"] in form:
            form[item["code"]] = max(item["min"], dice.choice([0, 1, 3, 4, 5, 7, size // 6, size // 3, size // 2]))
    form["pupils"] = size
    for ratio in instrument["ratios"]:
        if not ratio.get("beyond"):
            for code in ratio["part"]:
                if code in form and ratio["whole"] in form:
                    form[code] = min(form[code], form[ratio["whole"]])
    return form


def clamp(value, ramp):
    return min(1.0, max(0.0, (value - ramp["from"]) / (ramp["to"] - ramp["from"])))


def blur(part, whole):
    """People are not told apart while they are fewer than the smallest group, nor are the others."""
    if not 0 < part < whole:
        return part
    if whole < 2 * least:
        return whole / 2
    return min(max(part, least), whole - least) + (part < least) * -least / 2 + (whole - part < least) * least / 2


def evidence(instrument, forms, factor):
    """(item, weight, risks by form, risk of the item) for what may be used; a risk that must not be
    heard alone is None."""
    people = {item["code"] for item in items(instrument) if item.get("people")}
    found = []
    for item in items(instrument):
        for row in item.get("rows", [None]):
            key = item["code"] if row is None else f"{item['code']}.{row['code']}"
            for feed in (item if row is None else row).get("feeds", []):
                if feed["factor"] != factor:
                    continue
                risks = {}
                for number, form in enumerate(forms):
                    answer = form.get(key)
                    if answer is None or answer == "unsure":
                        continue
                    if item["kind"] in ("scale", "matrix"):
                        codes = [o["code"] for o in instrument["scales"][item["scale"]]["options"]]
                        amount = codes.index(answer) / (len(codes) - 1)
                    elif item["kind"] == "single":
                        amount = {o["code"]: o["value"] for o in item["options"]}[answer]
                        if amount is None:
                            continue
                        amount /= 100
                    elif item["kind"] == "several":
                        alone = {o["code"] for o in item["options"] if o.get("alone")}
                        amount = clamp(len(set(answer) - alone), item["ramp"])
                    else:
                        amount = clamp(answer, item["ramp"])
                    risks[number] = 100 * (amount if feed["direction"] == "raises" else 1 - amount)
                if len(risks) >= (least if instrument["anonymous"] else 1):
                    found.append((key, feed["weight"], risks, statistics.fmean(risks.values())))
    for ratio in instrument["ratios"]:
        for feed in ratio["feeds"]:
            if feed["factor"] != factor:
                continue
            told = {n: f for n, f in enumerate(forms) if all(code in f for code in [*ratio["part"], ratio["whole"]])}
            of_people = any(code in people for code in ratio["part"])

            def risk(part, whole):
                amount = clamp(100 * (blur(part, whole) if of_people else part) / whole, ratio["ramp"])
                return 100 * (amount if feed["direction"] == "raises" else 1 - amount)

            parts = {n: sum(f[code] for code in ratio["part"]) for n, f in told.items()}
            wholes = {n: f[ratio["whole"]] for n, f in told.items()}
            if sum(wholes.values()) >= least:
                risks = {
                    n: None if of_people and wholes[n] < least else risk(parts[n], wholes[n])
                    for n in told
                    if wholes[n] > 0
                }
                found.append((ratio["code"], feed["weight"], risks, risk(sum(parts.values()), sum(wholes.values()))))
    return found


def weight_of(instrument, factor):
    rows = [row for item in items(instrument) for row in item.get("rows", [item])]
    return sum(f["weight"] for row in [*rows, *instrument["ratios"]] for f in row["feeds"] if f["factor"] == factor)


def profile(school, factor):
    told, possible, pairs, spreads, voices = 0.0, 0, [], [], {}
    for name, instrument in instruments.items():
        all_weight = weight_of(instrument, factor)
        if all_weight == 0:
            continue
        audience = formula["audienceWeights"][instrument["audience"]]
        possible += audience
        found = evidence(instrument, school.get(name, []), factor)
        if not found:
            continue
        used = sum(weight for _, weight, _, _ in found)
        told += audience * used / all_weight
        voices[instrument["audience"]] = sum(w * r for _, w, _, r in found) / used
        pairs += [(audience * weight / used, risk, len(risks)) for _, weight, risks, risk in found]
        people = {}
        for _, weight, risks, _ in found:
            for person, risk in risks.items():
                if risk is None:
                    continue
                people.setdefault(person, []).append((weight, risk))
        single = [sum(w * r for w, r in p) / sum(w for w, _ in p) for p in people.values()]
        if len(single) > 1:
            spreads.append((len(single), statistics.pvariance(single)))
    enough = formula["enough"]
    coverage = told / possible
    known = len(voices) >= enough["audiences"] and coverage >= enough["coverage"]
    score = sum(w * r for w, r, _ in pairs) / sum(w for w, _, _ in pairs) if known else None
    people = sum(n for n, _ in spreads)
    cut = formula["levels"]
    return {
        "factor": factor,
        "score": score,
        "level": "unknown" if score is None else next(
            (level for level in ("high", "medium") if round(score, 6) >= cut[level]), "low"),
        "answers": sum(n for _, _, n in pairs),
        "coverage": coverage,
        "spread": (sum(n * v for n, v in spreads) / people) ** 0.5 if people else None,
        "voices": voices,
    }


def factors_of():
    feeds = lambda one: one.get("feeds", []) + [f for row in one.get("rows", []) for f in row["feeds"]]
    return sorted({f["factor"] for i in instruments.values() for one in [*items(i), *i["ratios"]] for f in feeds(one)})


def school(seed, lean, sizes):
    dice = random.Random(seed)
    return {name: [fill(instruments[name], dice, lean) for _ in range(size)] for name, size in sizes.items()}


def counted(seed, classes):
    """Questionnaires with context data as a school enters them."""
    dice = random.Random(seed)
    forms = school(seed, 0.6, {"teachers": 6, "pupils": 8})
    forms["context-school"] = [count(instruments["context-school"], dice)]
    forms["context-class"] = [count(instruments["context-class"], dice, True) for _ in range(classes)]
    return forms


cases = []
for name, seed, lean, sizes in [
    ("everybody answered", 5, 0.4, {"head": 1, "teachers": 7, "pupils": 9, "parents": 6, "context-school": 1, "context-class": 3, "results": 1}),
    ("few parents and teachers", 17, 0.8, {"head": 1, "teachers": 4, "pupils": 6, "parents": 3, "context-school": 1}),
    ("only pupils", 3, 0.1, {"pupils": 5}),
]:
    cases.append({"name": name, "forms": school(seed, lean, sizes)})
cases.append({"name": "context data with small counts", "forms": counted(11, 9)})
cases.append({"name": "a small school of two classes", "forms": counted(29, 2)})
for case in cases:
    case["profile"] = [profile(case["forms"], factor) for factor in factors_of()]
print(json.dumps({"instruments": {name: one["version"] for name, one in instruments.items()}, "formula": formula["version"], "cases": cases}, ensure_ascii=False))
