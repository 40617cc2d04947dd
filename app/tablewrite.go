package main

// The tables as files: Markdown for reading, a table for each scene with what exact samples score in its last row and a
// word on every column below; CSV for computing, a row for each method on each scene.

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"innlab/app/session"
)

// tables is everything that was measured.
type tables struct {
	losses      bool
	sims, seeds int
	tests       int // pairs of the calibration; 0: as eval
	scenes      []tableScene
	eval        evaluation // the last, for its sizes
}

// tableScene is a scene with its rows.
type tableScene struct {
	plan session.Plan
	rows []tableRow
}

// exact is what exact samples score, over all rows and seeds.
func (s *tableScene) exact(measure int) (c tableCell) {
	for _, r := range s.rows {
		c = append(c, r.exact[measure]...)
	}
	return c
}

// first names the scene's first parameter.
func (s *tableScene) first() string { return s.plan.Setup.X[0].Name }

func (t *tables) csv(w io.Writer) error {
	out := csv.NewWriter(w)
	head := []string{"scene", "setup", "method", "simulations", "seeds", "steps", "first_parameter"}
	for _, m := range tableMeasures {
		head = append(head, m.name, m.name+"_sd")
		if m.exact != nil {
			head = append(head, m.name+"_exact")
		}
	}
	if err := out.Write(head); err != nil {
		return err
	}
	number := func(v float64) string {
		if math.IsNaN(v) {
			return ""
		}
		return strconv.FormatFloat(v, 'g', 5, 64)
	}
	for _, s := range t.scenes {
		for _, r := range s.rows {
			row := []string{s.plan.Scene.Name, s.plan.Setup.Name, r.method, strconv.Itoa(t.sims), strconv.Itoa(t.seeds), strconv.Itoa(r.steps), s.first()}
			for i, m := range tableMeasures {
				row = append(row, number(r.values[i].mean()), number(r.values[i].spread()))
				if m.exact != nil {
					row = append(row, number(s.exact(i).mean()))
				}
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

func (t *tables) markdown(w io.Writer) error {
	var b strings.Builder
	what := "Methods"
	if t.losses {
		what = "Losses of the INN"
	}
	fmt.Fprintf(&b, "# %s at %d simulations each\n", what, t.sims)
	for _, s := range t.scenes {
		fmt.Fprintf(&b, "\n## %s (`%s`, set-up `%s`)\n\n", s.plan.Scene.Title, s.plan.Scene.Name, s.plan.Setup.Name)
		head := []string{"Method"}
		if t.losses {
			head[0] = "Losses"
		}
		for _, m := range tableMeasures {
			title := m.title
			if strings.Contains(title, "%s") {
				title = fmt.Sprintf(title, s.first())
			}
			head = append(head, title)
		}
		markdownRow(&b, head, true)
		for _, r := range s.rows {
			cells := []string{r.method}
			for i := range tableMeasures {
				cells = append(cells, tableMeasures[i].cell(r.values[i]))
			}
			markdownRow(&b, cells, false)
		}
		cells := []string{"*exact samples*"}
		for i := range tableMeasures {
			exact := s.exact(i)
			if len(exact) > 1 {
				exact = tableCell{exact.mean()}
			}
			cells = append(cells, tableMeasures[i].cell(exact))
		}
		markdownRow(&b, cells, false)
	}
	b.WriteString("\n")
	for _, n := range t.notes() {
		fmt.Fprintf(&b, "- %s\n", n)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// cell is the mean of the seeds and, of several, their standard deviation.
func (m *tableMeasure) cell(c tableCell) string {
	switch {
	case len(c) == 0:
		return "–"
	case len(c) == 1:
		return m.words(c[0])
	}
	return strings.TrimSuffix(m.words(c.mean()), " %") + " ± " + m.words(c.spread())
}

// notes say what the columns mean.
func (t *tables) notes() []string {
	trained := "Each method trains by its preset of the scene"
	if t.losses {
		trained = "Each row trains the same network with some of its losses, with the weights of the scene's preset"
	}
	seeds := "One seed"
	if t.seeds > 1 {
		seeds = fmt.Sprintf("Mean ± standard deviation over seeds 1 to %d, of simulations and weights", t.seeds)
	}
	e := &t.eval
	return []string{
		fmt.Sprintf("%s on the same %d simulations, drawn once. %s; the test is the same for all.", trained, t.sims, seeds),
		fmt.Sprintf("C2ST: how well a classifier tells %d samples from as many exact ones, mean over the test y (every label, else %d); 0.5 is "+
			"exact, 1 is far off. From five parameters on the classifier stops early, and is not to be compared with published values.", tableSamples, tableY),
		"MMD²: squared distance to exact samples, unbiased, so it may come out a little below 0.",
		fmt.Sprintf("Calibration error: median of |coverage − confidence|, mean over the parameters, by %d test pairs; of the first parameter also by itself.", e.tests),
		"Re-simulation error: the simulator run on the samples; root mean square distance from y in the units of y, or, where y is a label, the share of " +
			"wrong ones.",
		"MAP error: root mean square distance of the most likely value from the truth, over the spread of the prior; with several modes it does not say which is right.",
		"Training: seconds, on the machine that made this table.",
		"Exact samples: what a second exact set scores, so a difference below it says nothing. –: has no meaning here, or exact samples are too slow to draw.",
	}
}
