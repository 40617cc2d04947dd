package inn

import "innlab/inn/net"

// Step trains one step. Where a loss or a gradient is not finite, or a gradient too large for Adam's moments, it
// returns an error that wraps ErrDiverged and leaves parameters and step count as they were; Losses tells which loss
// it was.
func (t *INN) Step() error {
	t.plan()
	t.measure()
	err := t.collect()
	if err == nil && t.trains() {
		err = t.move()
	}
	if err != nil {
		t.forget()
		return err
	}
	t.step++
	return nil
}

// measure draws a batch, runs the network on it and evaluates the losses, with gradients of those that train.
func (t *INN) measure() {
	t.deal()
	t.parallel(phaseDraw)
	t.batch.sort(t.problem.Labels > 0, t.config.Lattice)
	r := t.workers[0].source.At(t.config.Seed, net.ForLattice, t.step, 0)
	for i := range t.batch.shift {
		t.batch.shift[i] = r.Float64()
	}
	t.parallel(phaseRun)
	t.parallel(phaseGrad)
}

// plan decides which losses are measured.
func (t *INN) plan() {
	t.choose(func(i int) (measured, trains bool) {
		trains = t.live.Loss[i].active()
		return trains || t.step%measureEvery == 0, trains
	})
}

// choose decides which runs the losses need that are measured, and that train.
func (t *INN) choose(loss func(i int) (measured, trains bool)) {
	t.passOn, t.passGrad = [numPasses]bool{}, [numPasses]bool{}
	for _, p := range t.passes {
		p.logdet, p.slope = nil, nil
	}
	for i := range Losses {
		var trains bool
		t.on[i], trains = loss(i)
		t.passOn[Losses[i].pass] = t.passOn[Losses[i].pass] || t.on[i]
		t.passGrad[Losses[i].pass] = t.passGrad[Losses[i].pass] || trains
		if p := t.passes[Losses[i].pass]; Losses[i].det && t.on[i] {
			p.logdet = t.logdet
			if trains {
				p.slope = t.slope
			}
		}
	}
	if t.passOn[passRec] { // it starts from the predicted z and shares the noise of the sampling pass
		t.passOn[passForward] = true
		t.passGrad[passForward] = t.passGrad[passForward] || t.passGrad[passRec] && t.config.RecZGrad
	}
}

// trains reports whether any loss is on.
func (t *INN) trains() bool {
	return t.passGrad[passForward] || t.passGrad[passSample] || t.passGrad[passRec]
}

// phase is one worker's part of a phase before the sum.
func (t *INN) phase(p phase, w *worker) {
	switch p {
	case phaseDraw:
		for i := w.from; i < w.to; i++ {
			t.draw(w, i)
		}
	case phaseRun:
		t.run(w)
	case phaseGrad:
		t.gradients(w)
	}
}

// run sends a worker's panels through the network both ways.
func (t *INN) run(w *worker) {
	f, s, r := t.passes[passForward], t.passes[passSample], t.passes[passRec]
	if t.passOn[passForward] {
		for i := w.from; i < w.to; i++ {
			t.fillForward(w, i)
		}
		if f.logdet != nil {
			clear(f.logdet[w.from*net.Lanes : w.to*net.Lanes])
		}
		f.forward(t.params, w.from, w.to, w.block)
	}
	if t.passOn[passSample] || t.passOn[passRec] {
		for i := w.from; i < w.to; i++ {
			t.fillBack(w, i)
		}
	}
	if t.passOn[passSample] {
		s.inverse(t.params, w.from, w.to, w.block)
	}
	if t.passOn[passRec] {
		for i := w.from; i < w.to; i++ {
			t.fillRec(w, i)
		}
		r.inverse(t.params, w.from, w.to, w.block)
	}
	for i := range Losses {
		if t.on[i] && Losses[i].pack != nil {
			for p := w.from; p < w.to; p++ {
				Losses[i].pack(t, w, p)
			}
		}
	}
}

// gradients evaluates the losses on a worker's panels and goes back through the network.
func (t *INN) gradients(w *worker) {
	for _, p := range t.passes {
		clear(p.grad[w.from*p.flow.width*net.Lanes : w.to*p.flow.width*net.Lanes])
		if p.slope != nil {
			clear(p.slope[w.from*net.Lanes : w.to*net.Lanes])
		}
	}
	for i := range Losses {
		if t.on[i] {
			w.value[i] = Losses[i].add(t, w, w.from, w.to, t.weight(i))
		}
	}
	f, s, r := t.passes[passForward], t.passes[passSample], t.passes[passRec]
	w.bad = false
	if t.passGrad[passRec] {
		r.inverseGrad(t.params, w.grad, w.from, w.to, w.block)
		w.check(r)
		if t.config.RecZGrad {
			z := t.flow.dimZ * net.Lanes
			for i := w.from; i < w.to; i++ {
				t.kernels.Add(z, net.Part(r.grad, i, t.flow.width), net.Part(f.grad, i, t.flow.width))
			}
		}
	}
	if t.passGrad[passSample] {
		s.inverseGrad(t.params, w.grad, w.from, w.to, w.block)
		w.check(s)
	}
	if t.passGrad[passForward] {
		f.forwardGrad(t.params, w.grad, w.from, w.to, w.block)
		w.check(f)
	}
}

// check notes a gradient that is not finite where it leaves the network: what went wrong anywhere arrives there.
func (w *worker) check(p *pass) {
	var sum float32
	for _, v := range p.grad[w.from*p.flow.width*net.Lanes : w.to*p.flow.width*net.Lanes] {
		sum += v - v // 0, or NaN for NaN and ±∞
	}
	w.bad = w.bad || sum != 0
}

// weight is the factor of a loss in the objective now.
func (t *INN) weight(i int) float32 {
	if t.examining {
		return 0
	}
	v := t.live.Loss[i].force()
	if i == LossX {
		v *= t.Ramp()
	}
	return float32(v)
}

// disturb adds normal noise of standard deviation sd to a row, from the stream that the source stands in.
func (w *worker) disturb(row []float32, sd float64) {
	if sd == 0 {
		return
	}
	for i := range row {
		row[i] += float32(sd * w.source.R.NormFloat64())
	}
}

// disturbY adds the noise on y to a row of it.
func (t *INN) disturbY(w *worker, y []float32) {
	if t.live.YNoise == 0 {
		return
	}
	for i := range y {
		y[i] = t.scaleY.disturbed(i, y[i], t.live.YNoise*w.source.R.NormFloat64())
	}
}
