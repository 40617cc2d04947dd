"""The PyTorch side of the comparison of speeds: the same work as inn, from task files that the Go side writes.

Started as `peer.py THREADS`, it answers each line of JSON on standard input with one on standard output:
{"do": "check", "task": FILE} compares losses and gradients with those in the file, {"do": "time", "task": FILE,
"form": FORM, "seconds": S} returns seconds per iteration, {"do": "train", "task": FILE, "form": FORM, "steps": N} answers
after so many, an error is {"error": TEXT}. The forms are ways to write the same arithmetic; none is slower on purpose:

  eager     as it stands: two inverse runs one after the other, all samples at once
  joined    the two inverse runs as one of twice the batch
  pieces    samples drawn in pieces that stay in the cache
  compiled  joined or in pieces, through torch.compile
  freia     the network built of FrEIA's blocks, the rest as in eager
"""

import json
import struct
import sys
import time

import torch
import torch.nn.functional as F

FORMS = {"step": ["eager", "joined", "compiled", "freia"], "mmd": ["eager", "compiled"], "sample": ["eager", "pieces", "compiled"], "flow": ["eager", "compiled"]}
CLAMP = 2.0


def read(path):
    """Reads a safetensors file: metadata and tensors."""
    with open(path, "rb") as f:
        data = f.read()
    (n,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + n])
    body = bytearray(data[8 + n :])
    types = {"F32": torch.float32, "F64": torch.float64, "I32": torch.int32}
    tensors = {}
    for name, e in header.items():
        if name != "__metadata__":
            a, b = e["data_offsets"]
            tensors[name] = torch.frombuffer(body[a:b], dtype=types[e["dtype"]]).reshape(e["shape"]).clone()
    return header["__metadata__"], tensors


class Subnet(torch.nn.Module):
    def __init__(self, weights):
        super().__init__()
        self.weights = torch.nn.ParameterList(weights)

    def forward(self, x):
        last = len(self.weights) - 2
        for i in range(0, last, 2):
            x = F.relu(F.linear(x, self.weights[i], self.weights[i + 1]))
        return F.linear(x, self.weights[last], self.weights[last + 1])


class Flow(torch.nn.Module):
    """Affine couplings in the GLOW form and permutations, as in inn/coupling.go."""

    def __init__(self, tensors, width, blocks):
        super().__init__()
        self.d1 = width // 2
        self.subnets = torch.nn.ModuleList()
        for b in range(blocks):
            for s in (1, 2):
                weights, i = [], 0
                while f"w.{b}.{s}.{i}" in tensors:
                    weights.append(torch.nn.Parameter(tensors[f"w.{b}.{s}.{i}"].clone()))
                    i += 1
                self.subnets.append(Subnet(weights))
        self.perms = [p.long() for p in tensors["perms"]]
        self.unperms = [torch.argsort(p) for p in self.perms]

    def scale(self, s):
        return torch.exp(0.636 * CLAMP * torch.atan(s / CLAMP))

    def forward(self, x):
        for b, perm in enumerate(self.perms):
            sub1, sub2 = self.subnets[2 * b], self.subnets[2 * b + 1]
            x1, x2 = x[:, : self.d1], x[:, self.d1 :]
            s, t = sub2(x2).split(self.d1, 1)
            y1 = torch.addcmul(t, x1, self.scale(s))
            s, t = sub1(y1).split(x2.shape[1], 1)
            x = torch.cat((y1, torch.addcmul(t, x2, self.scale(s))), 1)[:, perm]
        return x

    def inverse(self, y):
        for b in range(len(self.perms) - 1, -1, -1):
            sub1, sub2 = self.subnets[2 * b], self.subnets[2 * b + 1]
            y = y[:, self.unperms[b]]
            y1, y2 = y[:, : self.d1], y[:, self.d1 :]
            s, t = sub1(y1).split(y2.shape[1], 1)
            x2 = (y2 - t) / self.scale(s)
            s, t = sub2(x2).split(self.d1, 1)
            y = torch.cat(((y1 - t) / self.scale(s), x2), 1)
        return y


class FreiaFlow(torch.nn.Module):
    """A network of the same size built of FrEIA's own blocks."""

    def __init__(self, width, blocks, hidden):
        super().__init__()
        import FrEIA.framework as framework
        import FrEIA.modules as modules

        def subnet(i, o):
            layers = []
            for h in hidden:
                layers += [torch.nn.Linear(i, h), torch.nn.ReLU()]
                i = h
            return torch.nn.Sequential(*layers, torch.nn.Linear(i, o))

        self.net = framework.SequenceINN(width)
        for _ in range(blocks):
            self.net.append(modules.GLOWCouplingBlock, subnet_constructor=subnet, clamp=CLAMP)
            self.net.append(modules.PermuteRandom)

    def forward(self, x):
        return self.net(x, jac=False)[0]

    def inverse(self, y):
        return self.net(y, rev=True, jac=False)[0]


def kernel(a, b, bands):
    """The sum of inverse multiquadrics of all pairs: distances by one product, all bandwidths in one pass."""
    aa, bb = (a * a).sum(1, keepdim=True), (b * b).sum(1)
    d = torch.addmm(aa + bb, a, b.t(), alpha=-2).clamp_min(0)
    return sum(h / (h + d) for h in bands)


def mmd(a, b, bands):
    """The unbiased squared MMD whose self term of b counts its first len(a) rows; no gradient to b."""
    n, m = len(a), len(b)
    own = (kernel(a, a, bands).sum() - n * len(bands)) / (n * (n - 1))
    with torch.no_grad():
        other = (kernel(b[:n], b[:n], bands).sum() - n * len(bands)) / (n * (n - 1))
    return own + other - 2 * kernel(a, b, bands).sum() / (n * m)


class Step:
    """One training step on the batch of the task file."""

    def __init__(self, meta, tensors, form):
        self.form, self.t = form, tensors
        self.meta = {k: json.loads(v) for k, v in meta.items() if k != "kind"}
        m = self.meta
        self.noise = tensors["rec"][:, : self.meta["dimz"]] - tensors["predicted"]
        self.weights = torch.tensor(self.meta["weights"])
        self.on = [w > 0 for w in self.meta["weights"]]  # what is off is not computed
        if form == "freia":
            self.flow = FreiaFlow(m["width"], m["blocks"], m["hidden"])
        else:
            self.flow = Flow(tensors, m["width"], m["blocks"])
        self.params = [p for p in self.flow.parameters() if p.requires_grad]
        adam = dict(lr=m["rate"], betas=(m["beta1"], m["beta2"]), eps=m["eps"], weight_decay=m["decay"])
        try:
            self.adam = torch.optim.Adam(self.params, **adam, fused=True)
        except RuntimeError:  # a PyTorch that fuses on graphics processors alone
            self.adam = torch.optim.Adam(self.params, **adam, foreach=True)
        self.objective = torch.compile(self.losses, dynamic=False) if form == "compiled" else self.losses

    def losses(self):
        m, t = self.meta, self.t
        bands, n, dx, dy, dz = m["bands"], m["batch"], m["dimx"], m["dimy"], m["dimz"]
        x, want = t["forward"], t["want"]
        out = self.flow(x)
        z, y = out[:, :dz], out[:, -dy:]
        first = dz if m["fitpadding"] else m["width"] - dy
        ly = F.mse_loss(out[:, first:], want[:, first:])
        zero = torch.zeros(())
        lz = mmd(torch.cat((z, y.detach()), 1), torch.cat((want[:, :dz], want[:, -dy:]), 1), bands) if self.on[1] else zero
        start = torch.cat(((z if m["reczgrad"] else z.detach()) + self.noise, t["rec"][:, dz:]), 1)
        if not self.on[2]:
            rec = self.flow.inverse(start)
        elif self.form in ("eager", "freia"):
            sampled, rec = self.flow.inverse(t["sample"]), self.flow.inverse(start)
        else:
            sampled, rec = self.flow.inverse(torch.cat((t["sample"], start))).split(n)
        lx = zero
        if self.on[2]:
            a, b = sampled[:, :dx], t["crossx"]
            if m["shapey"] > 0:
                a = torch.cat((a, m["shapey"] * t["sample"][:, -dy:]), 1)
                b = torch.cat((b, m["shapey"] * t["crossy"]), 1)
            lx = mmd(a, b, bands)
        pads = torch.zeros_like(x[:, dx:]) if m["reczgrad"] else x[:, dx:]
        lr = F.mse_loss(rec[:, :dx], x[:, :dx]) + m["recpadding"] * F.mse_loss(rec[:, dx:], pads)
        values = torch.stack((ly, lz, lx, lr))
        return (values * self.weights).sum(), values

    def backward(self):
        self.adam.zero_grad(set_to_none=True)
        total, values = self.objective()
        total.backward()
        return values

    def run(self):
        self.backward()
        grads = [p.grad for p in self.params]
        torch._foreach_clamp_min_(grads, -self.meta["clip"])
        torch._foreach_clamp_max_(grads, self.meta["clip"])
        self.adam.step()

    def check(self):
        """The largest difference of a loss and of the gradient, relative to their size."""
        values = self.backward().detach().double()
        want = self.t["losses"]
        loss = float(((values - want) / want.abs().clamp_min(1e-3)).abs().max())
        worst = size = 0.0
        i = 0
        for b in range(self.meta["blocks"]):
            for s in (1, 2):
                for p in self.flow.subnets[2 * b + s - 1].weights:
                    g = self.t[f"g.{b}.{s}.{i}"]
                    worst, size = max(worst, float((p.grad - g).abs().max())), max(size, float(g.abs().max()))
                    i += 1
                i = 0
        return {"loss": loss, "gradient": worst / size}


class MMD:
    """Value and gradient of one MMD."""

    def __init__(self, meta, tensors, form):
        self.a, self.b = tensors["a"].requires_grad_(), tensors["b"]
        self.want, self.grad = tensors["value"], tensors["gradient"]
        self.bands = json.loads(meta["bands"])
        self.f = torch.compile(mmd, dynamic=False) if form == "compiled" else mmd

    def run(self):
        self.a.grad = None
        v = self.f(self.a, self.b, self.bands)
        v.backward()
        return v

    def check(self):
        v = self.run()
        off = (self.a.grad - self.grad).abs().max() / self.grad.abs().max()
        return {"loss": float((v.detach().double() - self.want).abs() / self.want.abs()), "gradient": float(off)}


class Sample:
    """Posterior samples of one y: the inverse run alone."""

    def __init__(self, meta, tensors, form):
        self.y, self.n = tensors["y"], json.loads(meta["samples"])
        self.flow = Flow(tensors, json.loads(meta["width"]), json.loads(meta["blocks"]))
        self.dimz, self.piece = json.loads(meta["dimz"]), self.n if form == "eager" else 500
        self.pad = torch.zeros(self.n, json.loads(meta["width"]) - self.dimz - len(self.y))
        self.z, self.want = tensors["z"], tensors["x"]
        self.f = torch.compile(self.inverse, dynamic=False) if form == "compiled" else self.inverse

    def inverse(self, z):
        k = len(z)
        return self.flow.inverse(torch.cat((z, self.pad[:k], self.y.expand(k, -1)), 1))

    @torch.inference_mode()
    def run(self):
        z = torch.randn(self.n, self.dimz)
        return torch.cat([self.f(part) for part in z.split(self.piece)])

    @torch.inference_mode()
    def check(self):
        got = self.inverse(self.z)[:, : self.want.shape[1]]
        return {"loss": float((got - self.want).abs().max() / self.want.abs().max()), "gradient": 0.0}


class Spline(torch.nn.Module):
    """A conditional flow of affine and rational-quadratic spline couplings, as in inn/baseline/conditional_block.go."""

    def __init__(self, meta, tensors):
        super().__init__()
        self.bins, self.bound = meta["bins"], meta["bound"]
        self.kept, self.moved = meta["dimx"] // 2, meta["dimx"] - meta["dimx"] // 2
        self.blocks = torch.nn.ModuleList()
        for b in range(meta["blocks"]):
            parts = []
            for name in ("subnet", "shift"):
                weights, i = [], 0
                while f"w.{b}.{name}.{i}" in tensors:
                    weights.append(torch.nn.Parameter(tensors[f"w.{b}.{name}.{i}"].clone()))
                    i += 1
                parts.append(torch.nn.ParameterList(weights))
            self.blocks.append(torch.nn.ModuleList(parts))
        self.perms = [p.long() for p in tensors["perms"]]

    def params(self, b, h):
        subnet, shift = self.blocks[b]
        o = h
        for i in range(0, len(subnet) - 2, 2):
            o = F.silu(F.linear(o, subnet[i], subnet[i + 1]))
        o = F.linear(o, subnet[-2], subnet[-1])
        return o, F.linear(h, shift[0], shift[1])

    def spline(self, x, theta):
        """Durkan et al. 2019, eqs. 4 and 5; bins are chosen by comparisons, which is faster than searchsorted here."""
        k, least, bound = self.bins, 1e-3, self.bound
        w, h, d = theta.split((k, k, k - 1), -1)
        w = least + (1 - least * k) * F.softmax(w, -1)
        h = least + (1 - least * k) * F.softmax(h, -1)
        edges = F.pad(torch.cumsum(w, -1), (1, 0)) * 2 * bound - bound
        tops = F.pad(torch.cumsum(h, -1), (1, 0)) * 2 * bound - bound
        slope = F.pad(least + F.softplus(d + self.middle), (1, 1), value=1.0)
        inside = (x >= -bound) & (x <= bound)
        at = x.clamp(-bound, bound)
        i = (at.unsqueeze(-1) >= edges[..., 1:-1]).sum(-1, keepdim=True)
        x0, y0 = edges.gather(-1, i).squeeze(-1), tops.gather(-1, i).squeeze(-1)
        bw = 2 * bound * w.gather(-1, i).squeeze(-1)
        bh = 2 * bound * h.gather(-1, i).squeeze(-1)
        d0, d1 = slope.gather(-1, i).squeeze(-1), slope.gather(-1, i + 1).squeeze(-1)
        s, u = bh / bw, (at - x0) / bw
        v = u * (1 - u)
        below = s + (d0 + d1 - 2 * s) * v
        y = y0 + bh * (s * u * u + d0 * v) / below
        log = 2 * s.log() + (d1 * u * u + 2 * s * v + d0 * (1 - u) ** 2).log() - 2 * below.log()
        return torch.where(inside, y, x), torch.where(inside, log, torch.zeros_like(log))

    middle = 0.5397423  # softplus(middle) + 1e-3 = 1: without input the spline is the identity

    def forward(self, x, y):
        """log q(x | y) of every row."""
        density = torch.zeros(len(x))
        m = self.moved
        for b, perm in enumerate(self.perms):
            kept, move = x[:, : self.kept], x[:, self.kept :]
            o, lin = self.params(b, torch.cat((kept, y), 1))
            s, t = o[:, :m] + lin[:, :m], o[:, m : 2 * m] + lin[:, m:]
            a = 0.636 * CLAMP * torch.atan(s / CLAMP)
            move = torch.addcmul(t, move, a.exp())
            theta = o[:, 2 * m :].reshape(len(x), m, 3 * self.bins - 1)
            move, log = self.spline(move, theta)
            density = density + a.sum(1) + log.sum(1)
            x = torch.cat((kept, move), 1)[:, perm]
        return density - 0.5 * (x * x).sum(1) - 0.918938533 * x.shape[1]


class FlowStep:
    """One training step of the conditional spline flow by likelihood."""

    def __init__(self, meta, tensors, form):
        self.t = tensors
        self.meta = {k: json.loads(v) for k, v in meta.items() if k != "kind"}
        m = self.meta
        self.flow = Spline(m, tensors)
        self.params = [p for p in self.flow.parameters() if p.requires_grad]
        adam = dict(lr=m["rate"], betas=(m["beta1"], m["beta2"]), eps=m["eps"])
        try:
            self.adam = torch.optim.Adam(self.params, **adam, fused=True)
        except RuntimeError:
            self.adam = torch.optim.Adam(self.params, **adam, foreach=True)
        self.loss = torch.compile(self.nll, dynamic=False) if form == "compiled" else self.nll

    def nll(self):
        return -self.flow(self.t["x"], self.t["y"]).mean()

    def backward(self):
        self.adam.zero_grad(set_to_none=True)
        v = self.loss()
        v.backward()
        return v

    def run(self):
        self.backward()
        torch.nn.utils.clip_grad_norm_(self.params, self.meta["clipnorm"], foreach=True)
        self.adam.step()

    def check(self):
        value = float(self.backward())
        want = float(self.t["loss"][0])
        worst = size = 0.0
        for b, block in enumerate(self.flow.blocks):
            for name, part in zip(("subnet", "shift"), block):
                for i, p in enumerate(part):
                    g = self.t[f"g.{b}.{name}.{i}"]
                    worst, size = max(worst, float((p.grad - g).abs().max())), max(size, float(g.abs().max()))
        return {"loss": abs(value - want) / abs(want), "gradient": worst / size}


KINDS = {"step": Step, "mmd": MMD, "sample": Sample, "flow": FlowStep}


def seconds(run, least):
    """Seconds per run, over at least so many seconds."""
    done, start = 0, time.perf_counter()
    while True:
        run()
        done += 1
        passed = time.perf_counter() - start
        if passed >= least:
            return passed / done


def main():
    torch.set_num_threads(int(sys.argv[1]))
    torch.manual_seed(1)
    ready = {}

    def build(path, form):
        meta, tensors = read(path)
        return KINDS[meta["kind"]](meta, tensors, form)

    def task(path, form):
        if (path, form) not in ready:
            t = build(path, form)
            if form != "check":
                for _ in range(3):
                    t.run()
            ready[path, form] = t
        return ready[path, form]

    for line in sys.stdin:
        ask = json.loads(line)
        try:
            if ask["do"] == "about":
                answer = {"torch": torch.__version__, "forms": FORMS}
            elif ask["do"] == "check":
                answer = task(ask["task"], "check").check()
            elif ask["do"] == "train":
                t = build(ask["task"], ask["form"])
                for _ in range(ask["steps"]):
                    t.run()
                answer = {}
            else:
                t = task(ask["task"], ask["form"])
                answer = {"seconds": seconds(t.run, ask["seconds"])}
        except Exception as e:  # the Go side prints it and goes on with the other forms
            answer = {"error": f"{type(e).__name__}: {e}".splitlines()[0]}
        print(json.dumps(answer), flush=True)


main()
