package inn

import (
	"math"
	"slices"

	"innlab/inn/net"
)

// Trainer trains a Network by a loss that is a mean over rows: a Learner. Its methods are not safe for concurrent use;
// what Freeze returns is.
type Trainer struct {
	training
	network Network
	scaleX  Transform
	scaleY  Transform
	rooms   []trainerRoom // one for each hand
	seen    seen          // what look looks at

	best []float32 // the weights that did best on the rows held out; nil where none are, or none yet
	held float64   // their loss
}

// trainerRoom is what a hand needs beside the network's own room.
type trainerRoom struct {
	Room
	panel Panel
	row   []float32          // of x or y
	held  float64            // its part of the loss of the rows that are looked at
	seen  [NumLosses]float64 // the same for each loss, before weighting, times the rows
}

// newTrainer prepares a training of a valid configuration.
func newTrainer(k *Kind, p *Problem, c Config, l Live) *Trainer {
	n := k.Network(p.Dims(), &c)
	w := make([]float32, n.Params())
	n.Start(net.NewSource().At(c.Seed, net.ForStart, 0, 0), w)
	x, y := newTransforms(p, &c, k.Spreads)
	return buildTrainer(k, p, c, l, n, w, x, y)
}

// resumedTrainer prepares a training that goes on from a checkpoint.
func resumedTrainer(k *Kind, p *Problem, c *Checkpoint) (*Trainer, error) {
	n, err := restored(k, c)
	if err != nil {
		return nil, err
	}
	t := buildTrainer(k, p, c.Config, c.Live, n, make([]float32, n.Params()), c.scaleX, c.scaleY)
	return t, t.Restore(c.State)
}

// restored is the network of a checkpoint, with its fixed parts.
func restored(k *Kind, c *Checkpoint) (Network, error) {
	n := k.Network(c.dims, &c.Config)
	if f, ok := n.(Fixed); ok {
		if err := f.Take(c); err != nil {
			return nil, err
		}
	}
	return n, nil
}

func buildTrainer(k *Kind, p *Problem, c Config, l Live, n Network, w []float32, x, y Transform) *Trainer {
	t := &Trainer{training: newTraining(k, p, c, l, w), network: n, scaleX: x, scaleY: y, held: math.NaN()}
	if a, ok := n.(Adversary); ok {
		t.paces = nil
		for i, loss := range k.Losses {
			if !loss.Measured {
				from, to := a.Moves(i)
				t.paces = append(t.paces, pace{from, to, float32(a.Pace(i))})
			}
		}
	}
	t.hire(t.work)
	for range t.hands {
		r := trainerRoom{Room: n.Room(), row: make([]float32, max(p.DimX, p.DimY))}
		r.panel.X, r.panel.Y = make([]float32, p.DimX*net.Lanes), make([]float32, p.DimY*net.Lanes)
		t.rooms = append(t.rooms, r)
	}
	return t
}

// Step trains one step. Where a loss or a gradient is not finite, it returns an error that wraps ErrDiverged and leaves
// parameters and step count as they were.
func (t *Trainer) Step() error {
	trains := false
	for i, loss := range t.kind.Losses {
		t.on[i] = !loss.Measured
		trains = trains || t.trainsBy(i)
	}
	t.deal()
	t.parallel(phaseGrad)
	err := t.collect()
	if err == nil && trains {
		err = t.move()
	}
	if err != nil || !trains {
		t.forget()
	}
	if err != nil {
		return err
	}
	t.step++
	t.judge()
	return nil
}

// work is a hand's part of a phase.
func (t *Trainer) work(p phase, h *hand) {
	if p == phaseHeld {
		t.evaluate(h)
		return
	}
	b := &t.rooms[h.index].panel
	n := t.config.Batch
	t.weigh(b, float64(n), t.step)
	for i := h.from; i < h.to; i++ {
		h.source.At(t.config.Seed, net.ForData, t.step, i)
		b.Rows = net.LanesOf(n, i)
		t.fill(h, b, func(l int) { t.pair(h, i*net.Lanes+l) })
		if t.live.YNoise > 0 {
			r := h.source.At(t.config.Seed, net.ForNoise, t.step, i)
			for j := range t.problem.DimY {
				for l := range b.Rows {
					at := &b.Y[j*net.Lanes+l]
					*at = t.scaleY.disturbed(j, *at, t.live.YNoise*r.NormFloat64())
				}
			}
		}
		b.R = h.source.At(t.config.Seed, net.ForRow, t.step, i)
		t.rooms[h.index].Gradient(t.params, h.grad, b)
	}
	for i := range h.value {
		h.value[i] = b.Loss[i] / float64(n)
	}
}

// weigh sets a panel to no losses yet, and weights for a mean over n rows as they are in a step.
func (t *Trainer) weigh(b *Panel, n float64, step int) {
	b.Loss, b.Weight = [NumLosses]float64{}, [NumLosses]float32{}
	for i := range t.kind.Losses {
		if t.trainsBy(i) {
			b.Weight[i] = float32(t.live.Loss[i].Weight / n)
		}
		if over := t.config.WarmKL * float64(t.config.Steps); t.kind.Losses[i].Warms && float64(step) < over {
			b.Weight[i] *= float32(float64(step) / over)
		}
	}
}

// fill writes rows into a panel; pair puts row l into the hand's x and y. Whole numbers are spread by the hand's source.
func (t *Trainer) fill(h *hand, b *Panel, pair func(l int)) {
	clear(b.X)
	clear(b.Y)
	row := t.rooms[h.index].row
	for l := range b.Rows {
		pair(l)
		t.scaleX.In(h.source.R, h.x, row[:len(h.x)])
		net.PutRow(b.X, l, row[:len(h.x)])
		t.scaleY.In(nil, h.y, row[:len(h.y)])
		net.PutRow(b.Y, l, row[:len(h.y)])
	}
}

// judge measures the loss of the rows held out, once an epoch and at the schedule's end, and keeps the weights that do
// best. They are always judged on the same draws.
func (t *Trainer) judge() {
	if t.deck == nil || len(t.deck.held) == 0 || t.step%t.deck.epochSteps() != 0 && t.step != t.config.Steps {
		return
	}
	t.look(t.weights(), t.problem.Table, t.deck.held)
	var sum float64
	for i := range t.rooms {
		sum += t.rooms[i].held
	}
	t.values[len(t.kind.Losses)-1] = sum
	if t.best == nil || sum < t.held {
		t.best, t.held = slices.Clone(t.weights()), sum
	}
}

// SetLive is that of all trainings; what did best by other losses is forgotten.
func (t *Trainer) SetLive(l Live) {
	if l.Loss != t.live.Loss {
		t.best, t.held = nil, math.NaN()
	}
	t.training.SetLive(l)
}

// answering are the weights that answer.
func (t *Trainer) answering() []float32 {
	if t.best != nil {
		return t.best
	}
	return t.weights()
}

// Ramp is 1: only L_x has a ramp.
func (t *Trainer) Ramp() float64 { return 1 }

// Freeze returns the network as it is now, or as it did best on the rows held out.
func (t *Trainer) Freeze() Estimator {
	return newAnswer(t.network, slices.Clone(t.answering()), t.problem.Dims(), t.scaleX, t.scaleY, t.config.Inside)
}

// State copies the state of the training.
func (t *Trainer) State() *State {
	s := t.training.State()
	s.Best, s.Held = slices.Clone(t.best), t.held
	return s
}

// Restore goes back (or on) to a state of the same configuration.
func (t *Trainer) Restore(s *State) error {
	if err := t.training.Restore(s); err != nil {
		return err
	}
	t.best, t.held = slices.Clone(s.Best), s.Held
	return nil
}

// Checkpoint copies the training as it is now; the caller adds the names of the scene.
func (t *Trainer) Checkpoint() *Checkpoint {
	c := t.checkpoint(t.scaleX, t.scaleY)
	c.State.Best, c.State.Held = slices.Clone(t.best), t.held
	if f, ok := t.network.(Fixed); ok {
		c.Tensors = f.Tensors()
	}
	return c
}
