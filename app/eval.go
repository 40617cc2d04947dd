package main

import (
	"fmt"
	"io"
	"strings"
)

var evalCommand = command{
	name: "eval",
	does: "measure a model",
	more: "Posteriors are judged with 4000 samples at each test y, for labels at each label that occurs.",
	declare: func(f *flags) action {
		path := f.text("model", "MODEL", "the trained network")
		seed := f.seed("of the test (default 1)")
		data := f.own(false)
		asJSON := f.toggle("json", "print one JSON object")
		return func(s streams, _ string) error {
			m, err := readModel(*path)
			if err != nil {
				return err
			}
			if err := data.attach(s, m); err != nil {
				return err
			}
			if m.card != nil {
				if m.setup.Held == nil {
					return usagef("the model was trained on %s; give %s to judge it by", m.card.Name, m.source())
				}
				m.setup.Problem.Table = m.setup.Held
			}
			e, err := evaluate(m, *seed)
			if err != nil {
				return err
			}
			if *asJSON {
				return writeJSON(s.out, e)
			}
			fmt.Fprintf(s.out, "%s\n\n", sentence(m.describe()))
			return e.print(s.out)
		}
	},
}

// print writes a line for each number that makes sense.
func (e *evaluation) print(w io.Writer) error {
	t := table(w)
	line := func(name string, v *number, means string) {
		if v != nil {
			fmt.Fprintf(t, "%s\t%.4g\t%s\n", name, float64(*v), means)
		}
	}
	line("mmd2", e.MMD2, "squared distance to exact samples, unbiased, mean over the test y; 0 is exact")
	line("mmd2_worst", e.MMD2Worst, "the same at the worst of them")
	line("inlier", e.Inlier, "share of samples within 3σ of a right mode; exact 0.989")
	line("mode_tv", e.ModeTV, "how far the shares of the modes are off (total variation); exact samples up to 0.02")
	if e.ModeSD != nil {
		var sd []string
		for _, v := range e.ModeSD {
			sd = append(sd, fmt.Sprintf("%.4f", float64(v)))
		}
		fmt.Fprintf(t, "mode_sd\t%s\tspread inside 3σ, each label; exact 0.195\n", strings.Join(sd, " "))
	}
	line("mode_minor", e.ModeMinor, "smallest spread of any mode along any axis; exact near 0.2")
	line("calibration_error", e.CalibrationError, "median of |coverage − confidence|")
	for _, percent := range []string{"50", "68", "95"} {
		v := e.Coverage[percent]
		line("coverage "+percent+" %", &v, "share of true x inside that interval")
	}
	means := "distance between asked and simulated y"
	if e.LabelAccuracy != nil || e.Inlier != nil {
		means = "share of samples whose simulated label is another"
	}
	line("resimulation_error", e.Resimulation, means)
	line("label_accuracy", e.LabelAccuracy, "of the forward pass on fresh data")
	line("roundtrip_error", e.RoundTrip, "largest |g(f(x)) − x| relative to the data's spread")
	line("samples_per_second", &e.SamplesPerSecond, "of the posterior")
	return t.Flush()
}
