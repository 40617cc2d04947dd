package window

// What the methods of a comparison share: the same time, or the same number of simulations.

import (
	"strconv"
	"time"

	"innlab/app/session"
	"innlab/widgets"
)

// budgets are the choices.
var budgets = []session.Budget{
	{}, {Time: 10 * time.Second}, {Time: 30 * time.Second}, {Time: 2 * time.Minute},
	{Sims: 10_000}, {Sims: 100_000}, {Sims: 1_000_000},
}

// budgetWords name a budget: "own schedule", "30 s each", "10 000 pairs each".
func budgetWords(b session.Budget) string {
	switch {
	case b.Sims > 0:
		return widgets.Count(b.Sims) + " simulations"
	case b.Time >= time.Minute:
		return widgets.Count(int(b.Time.Minutes())) + " min"
	case b.Time > 0:
		return widgets.Count(int(b.Time.Seconds())) + " s"
	}
	return "own schedule"
}

// budgetDocs explain the choices.
func budgetDocs() (docs []string) {
	for _, b := range budgets {
		doc := "Each method trains to the end of its own schedule, and all of them for the same time at any moment."
		switch {
		case b.Sims > 0:
			doc = "Each method learns from " + widgets.Count(b.Sims) + " simulated pairs, and its schedule is as long as they last. All start again."
		case b.Time > 0:
			doc = "Each method trains for " + budgetWords(b) + " or, if that is sooner, to the end of its own schedule. All start again."
		}
		docs = append(docs, doc)
	}
	return docs
}

// compared is the comparison of methods, nil for the usual ones, with the workers and the seed of p.
func compared(p session.Plan, names []string, b session.Budget) (session.Plan, error) {
	plan, err := session.Compare(p.Scene, p.Setup, names, b)
	for i := range plan.Columns {
		c := &plan.Columns[i].Config
		c.Workers, c.Seed = p.Columns[0].Config.Workers, p.Columns[0].Config.Seed
	}
	return plan, err
}

// again trains the methods that there are on the set-up of p, each with budget b; it reports whether it can.
func (m *methods) again(p session.Plan, b session.Budget, play bool) bool {
	var names []string
	for _, c := range m.train.Snapshot().Plan.Columns {
		names = append(names, c.Method)
	}
	plan, err := compared(p, names, b)
	if err == nil {
		err = m.train.Restart(plan)
	}
	if m.broken = err; err == nil && play {
		m.train.Play()
	}
	return err == nil
}

// change trains the methods that there are on another set-up. What is changed of the explored network alone is none of
// theirs.
func (m *methods) change(p session.Plan) {
	if m.train == nil {
		return
	}
	if s := m.train.Snapshot(); s.Plan.Setup != p.Setup {
		m.again(p, s.Plan.Budget, s.State == session.Running)
	}
}

// share gives every method another budget.
func (m *methods) share(w *Window, b session.Budget) {
	if m.again(m.train.Snapshot().Plan, b, true) {
		w.toast.Show("All methods start again: "+budgetWords(b)+".", "Undo")
	}
}

// inCommon says what the methods have in common, and what they are judged by.
func inCommon(p *session.Plan) string {
	words := "Each method as its preset has it, for the same time until its schedule ends"
	switch {
	case p.Budget.Sims > 0:
		words = "Each method: " + widgets.Count(p.Budget.Sims) + " simulated pairs"
	case p.Budget.Time > 0:
		words = "Each method: at most " + budgetWords(p.Budget) + " of training"
	}
	words += "; seed " + widgets.Count(int(p.Columns[0].Config.Seed)) + "."
	noisy := 0
	who, noise := "", 0.0
	for i := range p.Columns {
		if s := p.Setup.Noise(p.Columns[i].Live.YNoise); s > 0 {
			if noisy++; who != "" {
				who += ", "
			}
			who, noise = who+p.Columns[i].Name, s
		}
	}
	if noisy == len(p.Columns) {
		who = "All"
	}
	if noisy > 0 {
		words += " " + who + " judged at a y with noise " + strconv.FormatFloat(noise, 'g', 2, 64) + ", as trained."
	}
	return words
}
