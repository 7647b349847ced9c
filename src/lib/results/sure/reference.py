"""Values for reference.json, computed without Opora: SciPy's beta distribution, and the prior by the
method of moments written anew with NumPy. Run: python3 reference.py > reference.json"""

import json

import numpy as np
import scipy
from scipy.stats import beta, betabinom

distributions = []
for a, b in [(0.5, 0.5), (1, 1), (1.5, 8.5), (3.5, 12.5), (10.2, 21.7), (0.05, 4), (60, 140), (900, 2100), (250.5, 3)]:
    distributions.append({
        "a": a,
        "b": b,
        "below": [[x, beta.cdf(x, a, b)] for x in (1e-6, 0.01, 0.1, 0.29, 0.3, 0.5, 0.9, 0.999)],
        "quantiles": [[p, beta.ppf(p, a, b)] for p in (0.025, 0.25, 0.5, 0.975)],
    })


def moments(n, x):
    """The intraclass correlation that makes the expected weighted spread the observed one."""
    mean = (x.sum() + 0.5) / (n.sum() + 1)
    spread = np.sum(n * (x / n - mean) ** 2) / (mean * (1 - mean))
    left = 1 - n / n.sum()
    rho = (spread - left.sum()) / np.sum(left * (n - 1))
    weight = min(200, max(2, 1 / max(rho, 1e-9) - 1))
    return mean * weight, (1 - mean) * weight


random = np.random.default_rng(847)
regions = []
for name, a, b, schools, most in [
    ("as a region is", 2, 10, 60, 80),
    ("small schools", 1.5, 6, 40, 12),
    ("very unlike schools", 0.4, 0.6, 30, 40),
    ("all alike", 3000, 7000, 25, 50),
]:
    n = random.integers(1, most, schools)
    x = betabinom.rvs(n, a, b, random_state=random)
    prior = moments(n, x)
    rows = []
    for participants, low in [(6, 2), (10, 3), (26, 9), (26, 8), (100, 30), (250, 90), (3, 3), (40, 0)]:
        posterior = beta(prior[0] + low, prior[1] + participants - low)
        rows.append({
            "participants": participants,
            "low": low,
            "interval": [posterior.ppf(0.025), posterior.ppf(0.975)],
            "probability": posterior.sf(0.3),
        })
    regions.append({
        "name": name,
        "schools": [[int(p), int(q)] for p, q in zip(n, x)],
        "prior": list(prior),
        "rows": rows,
    })

print(json.dumps({"scipy": scipy.__version__, "distributions": distributions, "regions": regions}))
