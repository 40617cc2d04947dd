package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"innlab/app/file"
	"innlab/inn/baseline"
)

// ownTable is a table of n rows: a and b unknown, colour and a+b measured.
func ownTable(t *testing.T, n int) string {
	t.Helper()
	r := rand.New(rand.NewPCG(3, 4))
	var s strings.Builder
	s.WriteString("Größe,b,colour,sum\n")
	for range n {
		a, b := r.NormFloat64(), r.NormFloat64()
		fmt.Fprintf(&s, "%.6f,%.6f,%s,%.6f\n", a, b, []string{"red", "blue"}[r.IntN(2)], a+b)
	}
	path := filepath.Join(t.TempDir(), "own.csv")
	put(t, path, s.String())
	return path
}

// Own data from the table to the figure. What is used later goes by the names in the model, without the data where it
// can be, with them where it cannot.
func TestOwnData(t *testing.T) {
	data, dir := ownTable(t, 1200), t.TempDir()
	model := filepath.Join(dir, "m.innlab")
	status, stdout, stderr := call(t, "", "train -data "+data+" -x Größe,b -y colour,sum -steps 40 -json -o "+model+quick)
	if status != done {
		t.Fatal(stderr)
	}
	for _, want := range []string{"CSV, separated by commas", "1080 rows train, 120 are held out", "2 categories", "z gets 1"} {
		if !strings.Contains(stderr, want) {
			t.Errorf("train does not report %q: %s", want, stderr)
		}
	}
	var r trainResult
	if err := json.Unmarshal([]byte(stdout), &r); err != nil || r.Simulations != 1080 || r.HeldOut == nil || !(r.HeldOut.Held > 0) {
		t.Fatalf("train -json: %v, %s", err, stdout)
	}
	// The file speaks of the columns, not of the rows.
	m, err := readModel(model)
	if err != nil || m.checkpoint.DimX() != 2 || m.checkpoint.DimY() != 3 || m.checkpoint.Config.DimZ != 1 || m.card == nil {
		t.Fatal(err)
	}
	typed := must(t, "", "sample -n 3 -y red,0.5 -model "+model)
	if !strings.HasPrefix(typed, "Größe,b\n") || strings.Count(typed, "\n") != 4 {
		t.Errorf("sample prints %q", typed)
	}
	if s := must(t, "sum,colour\n0.5,red\n", "sample -n 3 -y-file - -model "+model); s != typed {
		t.Errorf("y of a table gives %q, typed %q", s, typed)
	}
	if s := must(t, "", "sample -n 3 -y 0,1,0.5 -model "+model); s != typed {
		t.Errorf("y as numbers gives %q, with its category %q", s, typed)
	}
	if _, _, note := call(t, "", "sample -n 3 -y red,99 -model "+model); !strings.Contains(note, "Note: sum = 99 lies outside the data") {
		t.Errorf("a y far outside is passed over with %q", note)
	}
	text := must(t, "b,Größe\n1,2\n", "predict -x-file - -model "+model)
	if got, err := file.ReadTable("-", strings.NewReader(text), file.Group{Name: "y", Columns: []string{"sum"}}); err != nil || len(got) != 1 {
		t.Errorf("predict prints %q", text)
	}
	var e map[string]any
	if err := json.Unmarshal([]byte(must(t, "", "eval -json -data "+data+" -model "+model)), &e); err != nil || e["calibration_error"] == nil {
		t.Errorf("eval: %v, %v", e, err)
	}
	if e["resimulation_error"] != nil || e["mmd2"] != nil {
		t.Errorf("eval measures what it cannot know: %v", e)
	}
	must(t, "", "figure posterior -o "+filepath.Join(dir, "a.png")+" -y red,0.5 -model "+model)
	if _, _, note := call(t, "", "figure marginals -y red,99 -o "+filepath.Join(dir, "far.svg")+" -model "+model); !strings.Contains(note, "Note: sum = 99 lies outside the data") {
		t.Errorf("a figure of a y far outside is passed over with %q", note)
	}
	curves := filepath.Join(dir, "losses.svg")
	must(t, "", "figure losses -steps 30 -workers 1 -y colour,sum -o "+curves+" -data "+data)
	drawn, err := os.ReadFile(curves)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(drawn), "dasharray"); n < 3 {
		t.Errorf("%d dashed curves of the rows held out", n)
	}
	must(t, "", "figure marginals -o "+filepath.Join(dir, "a.svg")+" -data "+data+" -model "+model)
	must(t, "", "train -steps 5 -workers 1 -resume "+model+" -data "+data+" -o "+filepath.Join(dir, "n.innlab"))
	for line, want := range map[string]string{
		"eval -model " + model:                    "give -data FILE with its rows to judge it by",
		"train -steps 5 -resume " + model:         "give -data FILE with its rows to go on",
		"sample -y green,1 -model " + model:       `"green" is none of its categories (blue, red)`,
		"eval -sim x -prior y -model " + model:    "give -data",
		"shot -o a.png -model " + model:           "which the window shows",
		"eval -data nowhere.csv -model " + model:  "nowhere.csv does not exist",
		"train -data " + data + " -y sum,size":    `-y: ` + data + `: there is no column "size"`,
		"train -data " + ownTable(t, 9) + " -y 4": "there are 9 rows",
	} {
		if status, _, stderr := call(t, "", line); status == done || !strings.Contains(stderr, want) {
			t.Errorf("innlab %s: status %d, %q, want %q", line, status, stderr, want)
		}
	}
	other := ownTable(t, 1201)
	if _, _, stderr := call(t, "", "train -steps 5 -resume "+model+" -data "+other); !strings.Contains(stderr, "not the rows that the model was trained on") {
		t.Errorf("other rows are trained on: %q", stderr)
	}
	if _, _, stderr := call(t, "", "eval -model "+model+" -data "+other); !strings.Contains(stderr, "was trained on 1080 of the 1201 rows, which are left out; 121 judge it") {
		t.Errorf("rows that it was trained on judge: %q", stderr)
	}
}

// Rows that are known by heart are told from rows that were learned from. With enough of them the same network passes.
func TestHeldOut(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for rows, overfits := range map[int]bool{100: true, 4000: false} {
		var s strings.Builder
		s.WriteString("a,b,c\n")
		for range rows {
			a, b := r.NormFloat64(), r.NormFloat64()
			fmt.Fprintf(&s, "%g,%g,%g\n", a, b, a+r.NormFloat64())
		}
		path := filepath.Join(t.TempDir(), "own.csv")
		put(t, path, s.String())
		var got trainResult
		out := must(t, "", "train -json -steps 1500 -losses ly -data "+path+" -y c -set hidden=128 -set blocks=3 -set batch=64 -set rate=0.01 -workers 1")
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatal(err)
		}
		if got.HeldOut.Overfits != overfits {
			t.Errorf("%d rows: %+v", rows, got.HeldOut)
		}
	}
}

// Own simulators from the program to its judgement; the program is not started again for what is known.
func TestOwnSimulator(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the simulator is a script of the Unix shell")
	}
	dir := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", dir)
	t.Setenv("HOME", dir)
	sim, prior, model := filepath.Join(dir, "sim.sh"), filepath.Join(dir, "p.json"), filepath.Join(dir, "m.innlab")
	put(t, sim, "echo >> "+dir+"/starts\nexec awk -F, '{ print $1 + $2 \",\" $1 }'\n")
	if err := os.Chmod(sim, 0o755); err != nil {
		t.Fatal(err)
	}
	put(t, prior, `{"u": {"distribution": "uniform", "min": 0, "max": 1}, "v": {"distribution": "normal", "mean": 0, "sd": 1}}`)
	own := " -sim " + sim + " -prior " + prior
	if s := must(t, "", "train -steps 10 -sims 400 -o "+model+own+quick); !strings.Contains(s, "simulations   360\n") {
		t.Errorf("train prints %q", s)
	}
	before, err := os.ReadFile(filepath.Join(dir, "starts"))
	if err != nil {
		t.Fatal(err)
	}
	must(t, "", "train -steps 5 -workers 1 -resume "+model+own)
	if after, _ := os.ReadFile(filepath.Join(dir, "starts")); len(after) != len(before) {
		t.Errorf("started %d times, then %d", len(before), len(after))
	}
	var e struct {
		Again *float64 `json:"resimulation_error"`
	}
	if err := json.Unmarshal([]byte(must(t, "", "eval -json -n 20 -model "+model+own)), &e); err != nil || e.Again == nil || *e.Again <= 0 {
		t.Errorf("samples were not sent through the simulator: %v", err)
	}
	if s := must(t, "", "sample -n 2 -y 0.5,0.5 -model "+model); !strings.HasPrefix(s, "u,v\n") {
		t.Errorf("sample prints %q", s)
	}
	status, _, stderr := call(t, "", "train -sims 400 -sim false -prior "+prior)
	if status != 1 || !strings.Contains(stderr, "the simulator answered 0 of") || !strings.Contains(stderr, "exit status 1") {
		t.Errorf("a simulator that fails: status %d, %q", status, stderr)
	}
}

// A card that does not fit is refused in one line.
func TestDamagedCard(t *testing.T) {
	data, dir := ownTable(t, 300), t.TempDir()
	model := filepath.Join(dir, "m.innlab")
	must(t, "", "train -data "+data+" -x 1,2 -y 4 -steps 2 -o "+model+quick)
	f, err := os.Open(model)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c, err := baseline.Load(f)
	if err != nil {
		t.Fatal(err)
	}
	for old, new := range map[string]string{`"dimz":1`: `"dimz":7`, `"x":[`: `"x":[{"name":"more","min":0,"max":1,"least":0,"most":1,"spread":1},`} {
		bad := *c
		bad.Card = strings.Replace(c.Card, old, new, 1)
		path := filepath.Join(dir, "bad.innlab")
		if err := file.Write(path, bad.Save); err != nil {
			t.Fatal(err)
		}
		if status, _, stderr := call(t, "", "sample -model "+path); status != 1 || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, path) {
			t.Errorf("%s: status %d, %q", new, status, stderr)
		}
	}
}
