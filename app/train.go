package main

import (
	"errors"
	"fmt"
	"io"

	"innlab/app/file"
	"innlab/app/session"
	"innlab/inn"
)

var trainCommand = command{
	name: "train",
	does: "train without a window",
	more: "Without a budget the scene's preset is trained to its end. Ctrl-C writes the model as far as it got.",
	declare: func(f *flags) action {
		t := f.training(true)
		out := f.text("o", "MODEL", "where the model goes; - is standard output")
		bare := f.toggle("bare", "leave out of the model what only going on with the same bits needs: a quarter of the size")
		asJSON := f.toggle("json", "print one JSON object")
		return func(s streams, _ string) error {
			if t.helpAsked() {
				return t.knobHelp(s)
			}
			p, err := t.plan(s)
			if err != nil {
				return err
			}
			return p.train(s, *out, *bare, *asJSON)
		}
	},
}

// trainResult is what train prints.
type trainResult struct {
	Scene          string            `json:"scene"`
	Setup          string            `json:"setup"`
	Method         string            `json:"method"`
	Steps          int               `json:"steps"` // of this training; step counts those before it too
	Step           int               `json:"step"`
	Seconds        number            `json:"seconds"`
	StepsPerSecond number            `json:"steps_per_second"`
	Simulations    int               `json:"simulations"`
	Losses         map[string]number `json:"losses"`
	Seed           uint64            `json:"seed"`
	Model          string            `json:"model,omitempty"`
	Interrupted    bool              `json:"interrupted"`
	HeldOut        *heldOut          `json:"held_out,omitempty"`

	of     []inn.Loss
	values []float64
}

// train trains and writes the model, also where the training is interrupted or diverges.
func (p *plan) train(s streams, out string, bare, asJSON bool) error {
	if out == "-" && asJSON {
		return usagef("-o - and -json both write to standard output; give the model a file")
	}
	if out == "" {
		fmt.Fprintln(s.err, "Without -o MODEL the trained network is not kept.")
	} else if err := file.Probe(out); err != nil {
		return err
	}
	ctx, stop := interruptible()
	defer stop()
	if err := p.simulate(ctx, s.err); err != nil {
		return err
	}
	m, err := p.start()
	if err != nil {
		return err
	}
	show := newProgress(s.err, "")
	exam := session.NewExam(m, p.setup.Held, p.config.Steps)
	o, diverged := fit(ctx, m, p.until, func(n moment) {
		exam.After(n.step, n.losses)
		show.watch(n)
	})
	show.done()
	if diverged != nil && !errors.Is(diverged, inn.ErrDiverged) {
		return diverged
	}
	if out != "" {
		c := p.checkpoint(m)
		if bare {
			c = c.Bare()
		}
		if err := writeModel(out, s, c); err != nil {
			return errors.Join(diverged, err)
		}
	}
	where := out
	if out == "-" {
		where = "standard output"
	}
	switch {
	case diverged != nil && out != "":
		return fmt.Errorf("%w; %s holds the last good network, of step %d; a lower -set rate may help",
			diverged, where, m.Steps())
	case diverged != nil:
		return fmt.Errorf("%w; a lower -set rate may help", diverged)
	case o.interrupted && out != "":
		fmt.Fprintf(s.err, "Interrupted: %s holds the network as far as it got, step %d.\n", where, m.Steps())
	case o.interrupted:
		fmt.Fprintf(s.err, "Interrupted at step %d.\n", m.Steps())
	}
	if out == "-" {
		return nil
	}
	r := p.report(m, o, out)
	if r.HeldOut != nil {
		r.HeldOut.judge(exam.Verdict(p.kind.Losses, &p.live))
	}
	return r.print(s.out, asJSON)
}

// report collects what came out.
func (p *plan) report(m inn.Learner, o outcome, out string) trainResult {
	r := trainResult{
		Scene: p.scene.Name, Setup: p.setup.Name, Method: p.kind.Name,
		Steps: o.steps, Step: m.Steps(), Seconds: number(o.elapsed.Seconds()), Simulations: p.sims(),
		StepsPerSecond: number(float64(o.steps) / max(o.elapsed.Seconds(), 1e-9)),
		Losses:         map[string]number{}, Seed: p.config.Seed, Model: out, Interrupted: o.interrupted,
	}
	for i, loss := range p.kind.Losses {
		r.Losses[loss.Name] = number(m.Losses()[i])
		r.values = append(r.values, m.Losses()[i])
	}
	r.of = p.kind.Losses
	r.HeldOut = measureHeldOut(m.Freeze(), p.setup)
	return r
}

func (r trainResult) print(w io.Writer, asJSON bool) error {
	if asJSON {
		return writeJSON(w, r)
	}
	t := table(w)
	fmt.Fprintf(t, "trained\t%s, set-up %s, method %s, seed %d\n", r.Scene, r.Setup, r.Method, r.Seed)
	fmt.Fprintf(t, "steps\t%d in %.1f s (%.4g/s)\n", r.Steps, float64(r.Seconds), float64(r.StepsPerSecond))
	fmt.Fprintf(t, "simulations\t%d\n", r.Simulations)
	fmt.Fprintf(t, "losses\t%s\n", lossLine(r.of, r.values, 3))
	if h := r.HeldOut; h != nil {
		words := ""
		if h.Overfits {
			words = fmt.Sprintf(": it overfits since step %d; more rows or fewer steps help", h.Since)
		}
		fmt.Fprintf(t, "held out\t%s: %.3g on rows held out, %.3g on rows that train%s\n", h.Measure, float64(h.Held), float64(h.Train), words)
	}
	if r.Model != "" {
		fmt.Fprintf(t, "model\t%s\n", r.Model)
	}
	return t.Flush()
}

// start makes the network of a plan: new, or where its model stood.
func (p *plan) start() (inn.Learner, error) {
	if p.from == nil {
		return p.kind.New(&p.problem, p.config, p.live)
	}
	c := *p.from
	c.Config.Workers = p.config.Workers
	m, err := c.Resume(&p.problem)
	if err == nil {
		m.SetLive(p.live)
	}
	return m, err
}

// checkpoint is the network as it is now, with the names of its problem.
func (p *plan) checkpoint(m inn.Learner) *inn.Checkpoint {
	c := m.Checkpoint()
	c.Scene, c.Setup, c.Card = p.scene.Name, p.setup.Name, p.setup.Card
	return c
}
