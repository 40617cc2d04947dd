package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"innlab/app/file"
	"innlab/inn"
)

func TestSample(t *testing.T) {
	model := trainedModel(t)
	dir := t.TempDir()
	x := file.Group{Name: "x", Columns: []string{"x1", "x2"}}
	csv := must(t, "", "sample -n 5 -y 0,1,0,0,0,0,0,0 -model "+model)
	first, err := file.ReadTable("-", strings.NewReader(csv), x)
	if err != nil || len(first) != 10 || !strings.HasPrefix(csv, "x1,x2\n") {
		t.Fatalf("sample prints %q, %v", csv, err)
	}
	if again := must(t, "", "sample -n 5 -y 0,1,0,0,0,0,0,0 -model "+model); again != csv {
		t.Error("the same seed gives other samples")
	}
	if other := must(t, "", "sample -n 5 -seed 2 -y 0,1,0,0,0,0,0,0 -model "+model); other == csv {
		t.Error("another seed gives the same samples")
	}
	for _, ext := range []string{".csv", ".npy", ".npz"} {
		out := filepath.Join(dir, "a"+ext)
		must(t, "", "sample -n 5 -y 0,1,0,0,0,0,0,0 -model "+model+" -o "+out)
		got, err := file.ReadTable(out, nil, x)
		if err != nil || len(got) != 10 {
			t.Fatalf("%s: %v, %v", ext, got, err)
		}
		for i := range got {
			if math.Abs(got[i]-first[i]) > 1e-8*math.Abs(first[i]) {
				t.Errorf("%s holds %v, want %v", ext, got, first)
				break
			}
		}
	}
	if _, _, note := call(t, "", "sample -n 5 -y 0,0,0,0,0,1,0,0 -model "+model); !strings.Contains(note, "Note: label 5 is carried by no mode") {
		t.Errorf("an unused label is passed over with %q", note)
	}
	two := "y0,y1,y2,y3,y4,y5,y6,y7\n0,1,0,0,0,0,0,0\n0,0,0,1,0,0,0,0\n"
	both := must(t, two, "sample -n 5 -y-file - -model "+model)
	if strings.Count(both, "\n") != 11 || !strings.HasPrefix(both, csv) {
		t.Errorf("two y print %q", both)
	}
}

// What predict writes is the network's forward pass.
func TestPredict(t *testing.T) {
	model := trainedModel(t)
	x := "x2,x1\n1,-2.4\n-1,2.4\n2.4,1\n"
	text := must(t, x, "predict -x-file - -model "+model)
	if !strings.HasPrefix(text, "y0,y1,y2,y3,y4,y5,y6,y7,z1,z2\n") {
		t.Fatalf("predict prints %q", text)
	}
	m, err := readModel(model)
	if err != nil {
		t.Fatal(err)
	}
	wantY, wantZ := make([]float64, 24), make([]float64, 6)
	m.Estimator.(inn.Forwarder).Forward(nil, []float64{-2.4, 1, 2.4, -1, 1, 2.4}, wantY, wantZ)
	for _, c := range []struct {
		group file.Group
		want  []float64
	}{{tableOf("y", m.setup.Y), wantY}, {latents(2), wantZ}} {
		got, err := file.ReadTable("-", strings.NewReader(text), c.group)
		if err != nil || len(got) != len(c.want) {
			t.Fatal(len(got), err)
		}
		for i := range got {
			if math.Abs(got[i]-c.want[i]) > 1e-6 {
				t.Fatalf("%s is %v, want %v", c.group.Name, got, c.want)
			}
		}
	}
	out := filepath.Join(t.TempDir(), "a.npz")
	must(t, x, "predict -x-file - -o "+out+" -model "+model)
	if z, err := file.ReadTable(out, nil, latents(2)); err != nil || len(z) != 6 {
		t.Errorf("z in the .npz file: %v, %v", z, err)
	}
}

func TestEval(t *testing.T) {
	var e map[string]any
	if err := json.Unmarshal([]byte(must(t, "", "eval -n 300 -tests 400 -samples 99 -json -model "+trainedModel(t))), &e); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"c2st", "c2st_floor", "mmd2", "mmd2_floor", "calibration_error", "calibration_floor", "coverage", "tarp", "resimulation_error", "label_accuracy", "roundtrip_error",
		"samples_per_second", "inlier", "mode_tv", "mode_sd",
	} {
		if _, ok := e[name]; !ok {
			t.Errorf("eval -json has no %s", name)
		}
	}
	if sd, ok := e["mode_sd"].([]any); !ok || len(sd) != 4 {
		t.Errorf("mode_sd is %v, want a number for each of four labels", e["mode_sd"])
	}
	if c, ok := e["coverage"].(map[string]any); !ok || c["50"] == nil || c["68"] == nil || c["95"] == nil {
		t.Errorf("coverage is %v", e["coverage"])
	}
	each, ok := e["calibration_error_each"].(map[string]any)
	if !ok || len(each) != 2 || math.Abs((each["x1"].(float64)+each["x2"].(float64))/2-e["calibration_error"].(float64)) > 1e-9 {
		t.Errorf("calibration_error is %v, and that of each parameter %v", e["calibration_error"], each)
	}
	if r := e["roundtrip_error"].(float64); r > 1e-4 {
		t.Errorf("the round trip is off by %g", r)
	}
}

func TestTables(t *testing.T) {
	out := filepath.Join(t.TempDir(), "t")
	must(t, "", "tables -scenes two-moons -methods abc -sims 1000 -seeds 2 -tests 60 -o "+out)
	b, err := os.ReadFile(out + ".md")
	if text := string(b); err != nil || !strings.Contains(text, "| ABC | 0.") || !strings.Contains(text, " ± ") || !regexp.MustCompile(`\| \*exact samples\* \| 0\.(49|50|51)`).MatchString(text) {
		t.Errorf("%v, %q", err, text)
	}
	if b, err = os.ReadFile(out + ".csv"); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil || len(rows) != 2 {
		t.Fatal(err, rows)
	}
	value := map[string]float64{}
	for i, name := range rows[0] {
		if v, err := strconv.ParseFloat(rows[1][i], 64); err == nil {
			value[name] = v
		}
	}
	if value["simulations"] != 1000 || value["seeds"] != 2 || value["c2st"] < value["c2st_exact"] || !(value["c2st_sd"] > 0) || !(value["map_error_first"] > 0) {
		t.Errorf("the row is %v", value)
	}
	if status, _, said := call(t, "", "tables -methods magic -o "+out); status != 2 || !strings.Contains(said, "magic") {
		t.Errorf("a method that there is not: %d, %q", status, said)
	}
}

func TestFigures(t *testing.T) {
	model := trainedModel(t)
	dir := t.TempDir()
	for line, magic := range map[string]string{
		"figure ablation -y 0,1,0,0,0,0,0,0 -size 600x400px -o %.png -model " + model:    "\x89PNG",
		"figure posterior -theme dark -size 400x400px -o %.png -model " + model:          "\x89PNG",
		"figure posterior -size 400x400px -y .5,.5,0,0,0,0,0,0 -o %.png -model " + model: "\x89PNG",
		"figure latent -o %.pdf -model " + model:                                         "%PDF",
		"-o %.svg figure marginals -model " + model:                                      "<?xml",
		"figure compare -methods nn,abc -setup some -steps 30 -workers 1 -o %.svg":       "<?xml",
		"figure calibration -o %.png -model " + model:                                    "\x89PNG",
		"figure -o %.svg losses -setup some -steps 30" + quick:                           "<?xml",
	} {
		if strings.HasPrefix(line, "-o") { // flags before the operand, after the command
			line = "figure " + strings.Replace(line, "figure ", "", 1)
		}
		path := filepath.Join(dir, "a")
		line = strings.Replace(line, "%", path, 1)
		must(t, "", line)
		out := strings.Fields(line[strings.Index(line, "-o ")+3:])[0]
		b, err := os.ReadFile(out)
		if err != nil || !strings.HasPrefix(string(b), magic) {
			t.Errorf("%s: %.20q, %v", line, b, err)
		}
	}
}

// What bench measures is there, positive and named.
func TestBench(t *testing.T) {
	b, err := bench(time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, f := range b.Figures {
		if seen[f.Name] || !(f.Value > 0) || f.Unit == "" || f.Means == "" {
			t.Errorf("%+v", f)
		}
		seen[f.Name] = true
	}
	for _, name := range []string{"train_default", "train_paper", "answer", "sample", "mmd"} {
		if !seen[name] {
			t.Errorf("bench does not measure %s", name)
		}
	}
}

// The growth of a step is measured at every size, and more blocks take more memory.
func TestGrowth(t *testing.T) {
	axis := growthAxis{"blocks", []int{1, 8}, func(c *inn.Config, n int) { c.Blocks, c.Batch, c.Hidden = n, 64, []int{16} }}
	g, err := growth(time.Millisecond, []growthAxis{axis})
	if err != nil {
		t.Fatal(err)
	}
	s := g.Series[0]
	if len(s.At) != 2 || s.Name != "blocks" || !(s.Seconds[0] > 0) || !(s.Seconds[1] > 0) || !(s.Bytes[1] > s.Bytes[0]) || !(s.Bytes[0] > 0) {
		t.Errorf("%+v", s)
	}
	var b strings.Builder
	if err := writeGrowth(&b, g); err != nil || strings.Count(b.String(), "blocks ") != 2 {
		t.Errorf("the table is %q, %v", b.String(), err)
	}
	if status, _, said := call(t, "", "bench -o a.svg"); status != 2 || !strings.Contains(said, "-growth") {
		t.Errorf("-o without -growth ends with %d, %q", status, said)
	}
}

func TestNumberJSON(t *testing.T) {
	for v, want := range map[float64]string{0.25: "0.25", math.Inf(1): "null", math.NaN(): "null", 1e-7: "1e-07"} {
		if b, err := json.Marshal(number(v)); err != nil || string(b) != want {
			t.Errorf("%g is %s, %v, want %s", v, b, err, want)
		}
	}
}
