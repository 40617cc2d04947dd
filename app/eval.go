package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

var evalCommand = command{
	name: "eval",
	does: "measure a model",
	more: "Posteriors are judged at 100 fresh y, by C2ST at a dozen of them, with -ys N at N of either, for labels at each that " +
		"occurs, with 4000 samples each; with fewer where exact sampling or the simulator is slow.",
	declare: func(f *flags) action {
		path := f.text("model", "MODEL", "the trained network")
		seed := f.seed("of the test (default 1)")
		data := f.own(false)
		ys := f.whole("ys", 0, 1, 10_000, "test y, where y is no label (default 100, or 6 where exact sampling or the simulator is slow)")
		n := f.whole("n", 0, 10, 1_000_000, "samples at each test y, and as many exact ones (default 4000)")
		tests := f.whole("tests", 0, 20, 1_000_000, "pairs of x and y of the calibration (default 2000, or 500 of a slow simulator)")
		among := f.whole("samples", 0, 20, 100_000, "samples for each of them (default 199)")
		estimates := f.whole("estimates", 0, 20, 1_000_000, "most likely x that are compared with the truth (default 200)")
		asJSON := f.toggle("json", "print one JSON object")
		return func(s streams, _ string) error {
			m, err := readModel(*path)
			if err != nil {
				return err
			}
			if err := data.attach(s, m); err != nil {
				return err
			}
			if m.card != nil && m.setup.Held == nil {
				return usagef("the model was trained on %s; give %s to judge it by", m.card.Name, m.source())
			}
			ctx, stop := interruptible()
			defer stop()
			show := newProgress(s.err, "")
			e, err := await(ctx, func() (evaluation, error) {
				defer show.done()
				return evaluate(ctx, m, *seed, sizes{*ys, *n, *tests, *among, *estimates}, show.part)
			})
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
	by := ""
	if e.C2STBy != "" && e.C2STBy != "benchmark" {
		by = ", classifier with early stopping"
	}
	line("c2st", e.C2ST, "how well a classifier tells samples from exact ones, mean over "+fmt.Sprint(e.classified, " test y")+"; 0.5 is exact"+by)
	line("c2st_floor", e.C2STFloor, "what exact samples score")
	line("mmd2", e.MMD2, "squared distance to exact samples, unbiased, mean over "+fmt.Sprint(e.ys, " test y")+"; 0 is exact")
	line("mmd2_floor", e.MMD2Floor, "what exact samples score at one y, by chance above or below 0")
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
	line("calibration_error", e.CalibrationError, "median of |coverage − confidence|, mean over the "+e.kindOfParameters()+", "+fmt.Sprint(e.tests, " test pairs"))
	if len(e.parameters) > 1 {
		for i, name := range e.parameters {
			v, of := e.CalibrationEach[name], "of this parameter"
			if e.discrete[i] {
				of += ", whose few values have no uniform ranks: it is not in the mean"
			}
			line("calibration_error "+name, &v, of)
		}
	}
	line("calibration_floor", e.CalibrationFloor, "what a right posterior scores with so many")
	for _, percent := range []string{"50", "68", "95"} {
		if v, ok := e.Coverage[percent]; ok {
			line("coverage "+percent+" %", &v, "share of true x inside that interval")
		}
	}
	line("tarp", e.TARP, "the same for balls about random places in all parameters")
	for _, name := range e.parameters {
		v, ok := e.MAPError[name]
		if !ok {
			continue
		}
		line("map_error "+name, &v, "of the most likely x, over the spread of the prior")
	}
	means := "distance between asked and simulated y, root mean square"
	if e.ResimulationMid == nil {
		means = "share of samples whose simulated label is another"
	}
	line("resimulation_error", e.Resimulation, means)
	if e.needsSimulator {
		fmt.Fprintf(t, "resimulation_error\t–\tneeds a simulator\n")
	}
	line("resimulation_exact", e.ResimulationBest, "that of exact samples")
	line("resimulation_median_squared", e.ResimulationMid, "median of |f(x) − y|² over samples and y")
	if d := e.Difference; d != nil {
		line(d.Name+"_median", &d.Median, d.means+"; median over samples and y")
		line(d.Name+"_95", &d.Most, "95 % of them keep within it")
	}
	line("label_accuracy", e.LabelAccuracy, "of the forward pass on fresh data")
	line("roundtrip_error", e.RoundTrip, "largest |g(f(x)) − x| relative to the data's spread")
	line("samples_per_second", &e.SamplesPerSecond, "of the posterior")
	if e.YNoise > 0 {
		noise := number(e.YNoise)
		line("y_noise", &noise, "put on y in training; everything above is at a y with this noise")
	}
	return t.Flush()
}

// kindOfParameters names those over which a calibration is a mean.
func (e *evaluation) kindOfParameters() string {
	if slices.Contains(e.discrete, true) {
		return "continuous parameters"
	}
	return "parameters"
}
