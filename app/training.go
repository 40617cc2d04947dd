package main

import (
	"cmp"
	"errors"
	"strings"
	"time"

	"innlab/inn"
	"innlab/scenes"
)

// training holds the flags that say what is trained and for how long.
type training struct {
	*source
	losses, resume *string
	set            *[]string
	steps, sims    *int
	time           *time.Duration
	seed           *uint64
	workers        *int
	asked          bool // for help alone: there need be nothing left to train
}

// training declares source, method, budget and hyper-parameters. Resume is left out where there is no model to go on
// from.
func (f *flags) training(resume bool) *training {
	t := &training{source: f.source(), resume: new(string)}
	t.losses = f.text("losses", "LIST", "losses that train, for inn of "+strings.Join(trainable(&inn.Invertible), ",")+" (default: those of the preset)")
	t.set = f.list("set", "KEY=VALUE",
		"a hyper-parameter, repeatable; -set help lists them; -set preset=paper is the published recipe")
	t.steps = f.whole("steps", 0, 1, most, "train so many steps (default: the preset's)")
	t.time = f.duration("time", "train so long, 20s or 5m, at the preset's schedule")
	t.sims = f.whole("sims", 0, 2, most, "use exactly so many simulations, drawn once (default: fresh ones in every step, or as many as a slow scene needs)")
	t.seed = f.seed("of everything random in the training (default: the preset's)")
	t.workers = f.whole("workers", 0, 1, inn.MaxWorkers,
		"goroutines of a step (default: one per processor); with the seed it decides the bits")
	if resume {
		t.resume = f.text("resume", "MODEL", "go on from a model; without -steps or -time to the end of its schedule")
	}
	return t
}

// plan is a training that is ready to start.
type plan struct {
	scene   *scenes.Scene
	setup   *scenes.Setup
	kind    *inn.Kind
	problem inn.Problem // the set-up's, with counted or fixed simulations
	config  inn.Config
	live    inn.Live
	until   budget
	from    *inn.Checkpoint // nil: from scratch
	sims    func() int      // simulations made so far, or all that a slow simulator makes
}

// plan puts the flags together: preset, then -set, then the flags that are hyper-parameters of their own.
func (t *training) plan(s streams) (*plan, error) {
	p := new(plan)
	if *t.resume != "" {
		if err := t.goOn(s, p); err != nil {
			return nil, err
		}
	} else {
		var err error
		if p.scene, p.setup, err = t.resolve(s, *t.sims, *t.seed); err != nil {
			return nil, err
		}
		p.problem = p.setup.Problem
		if err := t.fromPreset(p); err != nil {
			return nil, err
		}
	}
	if err := t.switches(p.kind, &p.live); err != nil {
		return nil, err
	}
	if *t.workers > 0 {
		p.config.Workers = *t.workers
	}
	if err := p.valid(); err != nil {
		return nil, err
	}
	p.until.time = *t.time
	if d := p.problem.DimX + p.problem.DimY; *t.sims > inn.MostMemory/8/d {
		return nil, usagef("-sims %d take more than the %d GB of memory that there may be; at most %d fit",
			*t.sims, inn.MostMemory>>30, inn.MostMemory/8/d)
	}
	if own := p.problem.Table; own != nil {
		p.sims = func() int { return own.N }
	} else if slow := p.setup.Slow; slow != nil {
		count := cmp.Or(*t.sims, slow.Count)
		p.sims = func() int { return count } // simulate makes them
	} else if *t.sims > 0 {
		p.problem, p.sims = fixed(p.problem, *t.sims, p.config.Seed), func() int { return *t.sims }
	} else {
		p.problem, p.sims = counted(p.problem)
		if p.config.HoldOut > 0 {
			return nil, usagef("holdout=%g is a share of a fixed number of simulations, and here every step makes fresh ones; "+
				"say how many with -sims N, or leave it out", p.config.HoldOut)
		}
	}
	return p, nil
}

// fromPreset fills in a training from scratch. A number of steps is the length of the schedule, so that the training
// ends with a small rate however short it is; a time alone leaves the schedule as it is.
func (t *training) fromPreset(p *plan) error {
	preset, kind, err := t.preset(p.setup)
	if err != nil {
		return err
	}
	p.kind = kind
	p.config, p.live = preset.For(*t.sims)
	if err := t.apply(p, false); err != nil {
		return err
	}
	if t.given("seed") {
		p.config.Seed = *t.seed
	}
	if *t.steps > 0 {
		p.config.Steps = *t.steps
	}
	if *t.steps > 0 || *t.time == 0 {
		p.until.steps = p.config.Steps
	}
	return nil
}

// goOn fills in a training that goes on from a model: its configuration stays, live values may change.
func (t *training) goOn(s streams, p *plan) error {
	m, err := readModel(*t.resume)
	if err != nil {
		return err
	}
	if err := m.agrees(t.source); err != nil {
		return err
	}
	if err := t.own.attach(s, m); err != nil {
		return err
	}
	switch {
	case m.card == nil:
	case m.setup.Problem.Table == nil:
		return usagef("the model was trained on %s; give %s to go on", m.card.Name, m.source())
	case !m.same:
		return errors.New("these are not the rows that the model was trained on; train from scratch")
	}
	if t.given("seed") {
		return usagef("a training that goes on keeps its seed; leave out -seed, or train from scratch")
	}
	p.scene, p.setup, p.problem, p.from = m.scene, m.setup, m.setup.Problem, m.checkpoint
	p.kind = m.checkpoint.Kind()
	p.config, p.live = m.checkpoint.Config, m.checkpoint.Live
	if err := t.apply(p, true); err != nil {
		return err
	}
	p.until.steps = *t.steps
	if *t.steps == 0 && *t.time == 0 && !t.asked {
		if p.until.steps = p.config.Steps - m.checkpoint.State.Step; p.until.steps <= 0 {
			return usagef("%s has all %d steps of its schedule behind it; say with -steps or -time how long to go on",
				*t.resume, p.config.Steps)
		}
	}
	return nil
}

// valid reports everything that does not fit together.
func (p *plan) valid() error {
	if err := p.kind.Validate(&p.setup.Problem, &p.config, &p.live); err != nil {
		return usageError{err}
	}
	return nil
}
