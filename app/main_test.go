package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"innlab/inn"
	"innlab/inn/baseline"
)

// call runs a command line in this process.
func call(t testing.TB, stdin, line string) (status int, stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	status = run(strings.Fields(line), streams{strings.NewReader(stdin), &out, &err})
	return status, out.String(), err.String()
}

// must runs a command line that has to succeed and returns what it prints.
func must(t testing.TB, stdin, line string) string {
	t.Helper()
	status, stdout, stderr := call(t, stdin, line)
	if status != done {
		t.Fatalf("innlab %s: status %d, %s", line, status, stderr)
	}
	return stdout
}

// quick makes a training short enough for a test.
const quick = " -set batch=64 -set hidden=16 -set blocks=3 -workers 1 "

// trainedModel is the file of a model that is trained once for all tests.
func trainedModel(t testing.TB) string {
	t.Helper()
	onceModel.Do(func() {
		dir, err := os.MkdirTemp("", "innlab-test-")
		if err != nil {
			t.Fatal(err)
		}
		modelFile = filepath.Join(dir, "some.innlab")
		must(t, "", "train -scene modes -setup some -steps 60 -o "+modelFile+quick)
	})
	return modelFile
}

var (
	onceModel sync.Once
	modelFile string
)

func TestMain(m *testing.M) {
	heed() // tests press Ctrl-C
	status := m.Run()
	if modelFile != "" {
		os.RemoveAll(filepath.Dir(modelFile))
	}
	os.Exit(status)
}

// TestWrong: what cannot be done is one plain line on standard error with the right status, prints nothing, and
// leaves no file behind.
func TestWrong(t *testing.T) {
	model := trainedModel(t)
	dir := t.TempDir()
	t.Chdir(dir)
	put(t, "bad.innlab", "not a model")
	put(t, "y.csv", "1,0\n")
	put(t, "x.csv", "x1,x2\n1,nan\n")
	put(t, "far.csv", "x1,x2\n1,2\n1e39,1\n")
	put(t, "folder/keep", "")
	before := listing(t, dir)
	for _, c := range []struct {
		line   string
		status int
		words  []string
	}{
		{"trian", 2, []string{`unknown command "trian" (did you mean train?)`, "scenes", "eval"}},
		{"help trian", 2, []string{"did you mean train?"}},
		{"help train eval", 2, []string{"one command"}},
		{"train now", 2, []string{`takes no "now"`, "innlab help train"}},
		{"train -scen modes", 2, []string{`unknown flag "-scen" (did you mean -scene?)`, "-setup"}},
		{"-scen modes", 2, []string{`unknown flag "-scen" (did you mean -scene?)`}},
		{"train -steps", 2, []string{"-steps needs a value"}},
		{"train -steps 0", 2, []string{"-steps must be a whole number from 1"}},
		{"train -steps 1e3", 2, []string{"-steps must be a whole number"}},
		{"train -steps 99999999999999999999", 2, []string{"-steps must be a whole number"}},
		{"train -time 5", 2, []string{"-time must be a time like 20s"}},
		{"train -time -5s", 2, []string{"-time must be a time like 20s"}},
		{"train -seed -1", 2, []string{"-seed must be a whole number that is not negative"}},
		{"train -sims 1", 2, []string{"-sims must be a whole number from 2"}},
		{"train -json=maybe", 2, []string{"invalid boolean value"}},
		{"train -scene mods", 2, []string{`unknown scene "mods"; there is: modes`, "did you mean modes?"}},
		{"train -setup nine", 2, []string{"all, some, none"}},
		{"train -method in", 2, []string{`unknown method "in"`}},
		{"train -losses ly,lq", 2, []string{`unknown loss "lq"`, "ly, lz, lx, rec, nll"}},
		{"train -data gone.csv -x a -y b", 1, []string{"gone.csv does not exist"}},
		{"train -data x.csv", 2, []string{"name what was measured with -y", "the columns are: x1, x2"}},
		{"train -data x.csv -y x2 -scene modes", 2, []string{"give -scene, or -data or -sim, not both"}},
		{"train -data x.csv -y x2 -sims 9", 2, []string{"-sims is for simulators"}},
		{"train -data x.csv -y x2 -sim ./run -prior p.csv", 2, []string{"give -data or -sim, not both"}},
		{"train -sim ./run", 2, []string{"-sim needs a -prior"}},
		{"train -sim ./run -prior gone.json", 1, []string{"gone.json does not exist"}},
		{"train -prior p.csv", 2, []string{"give -sim 'COMMAND' too"}},
		{"train -sim-timeout 3s", 2, []string{"-sim-timeout, -sim-programs and -sim-fresh are for -sim"}},
		{"eval -data x.csv -model " + model, 2, []string{"the model was trained on scene modes; leave out -data"}},
		{"figure posterior -data x.csv -o a.png", 2, []string{"here -y is a measurement"}},
		{"train -steps 5 -x a -data x.csv -resume " + model, 2, []string{"the model knows its columns"}},
		{"train -set hiden=3", 2, []string{`unknown key "hiden" (did you mean hidden?)`, "blocks"}},
		{"train -set hidden", 2, []string{"KEY=VALUE", "-set help"}},
		{"train -set blocks=x", 2, []string{"blocks must be a whole number"}},
		{"train -set preset=papre", 2, []string{`no preset "papre"`, "default, paper", "did you mean paper?"}},
		{"train -set width=3 -set fitpadding=on -set fit=entropy", 2, []string{"width must be", "; fitpadding"}},
		{"train -o nowhere/m", 1, []string{"cannot write nowhere/m", "does not exist"}},
		{"train -o folder", 1, []string{"folder is a folder"}},
		{"train -o - -json", 2, []string{"standard output"}},
		{"train -resume bad.innlab", 1, []string{"bad.innlab: this is not a model file"}},
		{"train -resume " + model, 2, []string{"all 60 steps", "-steps or -time"}},
		{"train -steps 5 -setup all -resume " + model, 2, []string{"the model was trained on -scene modes -setup some"}},
		{"train -steps 5 -seed 2 -resume " + model, 2, []string{"keeps its seed"}},
		{"train -steps 5 -set hidden=9 -resume " + model, 2, []string{"hidden cannot change"}},
		{"sample", 2, []string{"-model"}},
		{"sample -model gone", 1, []string{"gone does not exist"}},
		{"sample -model bad.innlab", 1, []string{"bad.innlab"}},
		{"sample -model " + model + " -y 1,0", 2, []string{"-y has 2 numbers, but y of set-up some has 8"}},
		{"sample -model " + model + " -y 3", 2, []string{"label 3 is -y 0,0,0,1,0,0,0,0"}},
		{"sample -model " + model + " -y 1,0,0,0,0,0,0,inf", 2, []string{`number 8 is "inf", not a finite number`}},
		{"sample -model " + model + " -y ,", 2, []string{"number 1"}},
		{"sample -model " + model + " -y 1 -y-file y.csv", 2, []string{"not both"}},
		{"sample -model " + model + " -y-file y.csv", 1, []string{"2 columns; it needs 8"}},
		{"sample -model " + model + " -n 0", 2, []string{"-n must be"}},
		{"sample -model " + model + " -n 900000000", 2, []string{"fit into one table"}},
		{"sample -model " + model + " -o a.txt", 2, []string{".csv, .npy, .npz"}},
		{"sample -model " + model + " -o nowhere/a.csv", 1, []string{"does not exist"}},
		{"predict -model " + model, 2, []string{"-x-file"}},
		{"predict -model " + model + " -x-file gone.csv", 1, []string{"gone.csv does not exist"}},
		{"predict -model " + model + " -x-file x.csv", 1, []string{`line 2: x2 is "nan"`}},
		{"predict -model " + model + " -x-file x.xls", 2, []string{".csv, .npy, .npz"}},
		{"sample -model gone -y-file y.xls", 2, []string{".csv, .npy, .npz"}},
		{"train -resume=", 2, []string{"-resume needs a value"}},
		{"train -o=", 2, []string{"-o needs a value"}},
		{"sample -model=", 2, []string{"-model needs a value"}},
		{"train -data=", 2, []string{"-data needs a value"}},
		{"train -y 1", 2, []string{"-y names columns of -data; give -data FILE too"}},
		{"train -sims 1000000000", 2, []string{"-sims 1000000000 take more than the 8 GB", "at most"}},
		{"train -set blocks=64 -set hidden=4096,4096,4096,4096", 2, []string{"GB of memory, more than 8 GB"}},
		{"sample -n 3 -o a.csv -y 1e300,0,0,0,0,0,0,0 -model " + model, 1, []string{"the sample for row 1 has no finite x1"}},
		{"predict -o a.csv -x-file far.csv -model " + model, 1, []string{"the prediction for row 2 has no finite y0"}},
		{"figure posterior -o a.png -y 1e300,0,0,0,0,0,0,0 -model " + model, 1, []string{"answer to y = 1e+300,0,", "not finite"}},
		{"figure latent -o a.png -y 1e300,0,0,0,0,0,0,0 -model " + model, 1, []string{"not finite"}},
		{"train -workers 65", 2, []string{"-workers must be a whole number from 1 to 64"}},
		{"train -losses ly,lz,ly", 2, []string{"-losses names ly twice"}},
		{"shot -o a.png -seed 3 -model " + model, 2, []string{"leave out -seed"}},
		{"figure posterior -o a.png -seed 3 -model " + model, 2, []string{"-seed", "not both"}},
		{"figure posterior -o a.png -size 40x40mm", 2, []string{"at least 60x62mm"}},
		{"figure ablation -o a.png -size 100x100mm", 2, []string{"at least 126x84mm"}},
		{"-size 10x10", 2, []string{"-size must be a width and a height from 100 to 8000 like 1280x800"}},
		{"-theme blue", 2, []string{`unknown theme "blue"`, "light, dark, system"}},
		{"-method nearest", 2, []string{`unknown method "nearest"`, "abc"}},
		{"-model bad.innlab", 1, []string{"bad.innlab: this is not a model file"}},
		{"-setup all -model " + model, 2, []string{"the model was trained on -scene modes -setup some"}},
		{"shot", 2, []string{"-o"}},
		{"shot -o a.svg", 2, []string{".png only"}},
		{"shot -o a.png -view explor", 2, []string{"did you mean explore?", "ablation"}},
		{"shot -o a.png -size 1280", 2, []string{"-size must be"}},
		{"shot -o nowhere/a.png", 1, []string{"does not exist"}},
		{"shot -o a.png -time 5s -model " + model, 2, []string{"leave out -time"}},
		{"eval -model bad.innlab", 1, []string{"bad.innlab"}},
		{"figure", 2, []string{"say which figure: ablation, posterior, latent, marginals, pairs, compare, calibration, losses"}},
		{"figure compare -methods inn,magic -o a.png", 2, []string{"unknown method \"magic\""}},
		{"figure compare -losses ly -o a.png", 2, []string{"leave out -losses"}},
		{"figure calibration -y 1,0,0,0,0,0,0,0 -o a.png -model " + model, 2, []string{"leave out -y"}},
		{"figure ablaton", 2, []string{"did you mean ablation?"}},
		{"figure latent marginals", 2, []string{`takes no "marginals"`}},
		{"figure posterior -model " + model, 2, []string{"-o"}},
		{"figure posterior -model " + model + " -o a.gif", 2, []string{"a.gif", "png, svg or pdf"}},
		{"figure posterior -model " + model + " -o a.png -size 10", 2, []string{`"10"`, "180x105mm"}},
		{"figure posterior -model " + model + " -o a.png -size 1x1mm", 2, []string{"too small"}},
		{"figure posterior -model " + model + " -o a.png -theme blue", 2, []string{`unknown theme "blue"`, "light, dark"}},
		{"figure posterior -model " + model + " -setup all -o a.png", 2, []string{"not both"}},
		{"figure posterior -model " + model + " -o nowhere/a.png", 1, []string{"does not exist"}},
		{"figure losses -model " + model + " -o a.png", 2, []string{"no loss curves"}},
		{"figure ablation -losses ly -o a.png", 2, []string{"leave out -losses"}},
		{"figure ablation -y 0.5,0.5,0,0,0,0,0,0 -steps 1 -o a.png", 2, []string{"between labels"}},
	} {
		status, stdout, stderr := call(t, "", c.line)
		if status != c.status || stdout != "" {
			t.Errorf("%s: status %d, want %d; prints %q; %s", c.line, status, c.status, stdout, stderr)
		}
		line, ok := strings.CutPrefix(stderr[strings.LastIndex("\n"+strings.TrimSuffix(stderr, "\n"), "\n"):], "innlab: ")
		if !ok || !strings.HasSuffix(line, "\n") {
			t.Errorf("%s: standard error is %q, not one line of innlab", c.line, stderr)
		}
		for _, w := range c.words {
			if !strings.Contains(stderr, w) {
				t.Errorf("%s: says %q, not %q", c.line, stderr, w)
			}
		}
	}
	if after := listing(t, dir); after != before {
		t.Errorf("files before:\n%s\nand after:\n%s", before, after)
	}
}

// listing names all files below dir.
func listing(t *testing.T, dir string) string {
	var names []string
	err := filepath.Walk(dir, func(path string, _ os.FileInfo, err error) error {
		names = append(names, path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(names, "\n")
}

// TestHelp: every command has help that names each of its flags with words of its own, and help lists every command.
func TestHelp(t *testing.T) {
	all := must(t, "", "help")
	for _, line := range []string{"-h", "-help", "--help", "help help"} {
		if got := must(t, "", line); got != all {
			t.Errorf("%s differs from help", line)
		}
	}
	for _, c := range append(commands(), windowCommand) {
		text := all
		if c.name != "" {
			if !strings.Contains(all, "innlab "+c.name) || !strings.Contains(all, c.does) {
				t.Errorf("help does not tell of %s", c.name)
			}
			text = must(t, "", "help "+c.name)
			if got := must(t, "", c.name+" -h"); got != text {
				t.Errorf("%s -h differs from help %s", c.name, c.name)
			}
		}
		f := newFlags()
		c.declare(f)
		for _, d := range f.docs {
			if d.does == "" || !strings.Contains(text, "-"+d.name+" ") || !strings.Contains(text, d.does) {
				t.Errorf("help %s does not tell of -%s", c.name, d.name)
			}
		}
	}
	for _, method := range baseline.Methods {
		knobs := must(t, "", "train -setup none -set help -method "+method.Name)
		for _, k := range inn.Knobs {
			told := strings.Contains(knobs, "\n  "+k.Name+" ") && strings.Contains(knobs, k.Doc)
			if told != (method.Knob(k.Name) != nil) {
				t.Errorf("-set help for %s tells of %s: %v", method.Name, k.Name, told)
			}
		}
	}
}

func TestScenesAndVersion(t *testing.T) {
	if text := must(t, "", "scenes"); !strings.Contains(text, "all, some, none") {
		t.Errorf("scenes prints %q", text)
	}
	var list struct {
		Scenes []sceneInfo `json:"scenes"`
	}
	if err := json.Unmarshal([]byte(must(t, "", "scenes -json")), &list); err != nil {
		t.Fatal(err)
	}
	if s := list.Scenes[0]; s.Name != "modes" || len(s.Setups) != 3 || len(s.Setups[1].Y) != 8 || s.Setups[1].X[0].Name != "x1" {
		t.Errorf("scenes -json prints %+v", s)
	}
	if text := must(t, "", "version"); !strings.HasPrefix(text, "innlab "+version) {
		t.Errorf("version prints %q", text)
	}
}

func TestVersionJSON(t *testing.T) {
	var v map[string]string
	if err := json.Unmarshal([]byte(must(t, "", "version -json")), &v); err != nil {
		t.Fatal(err)
	}
	if v["version"] != version || v["go"] == "" || v["platform"] == "" || v["kernels"] == "" {
		t.Errorf("version -json prints %v", v)
	}
}

func TestClosest(t *testing.T) {
	have := []string{"train", "sample", "eval", "-setup", "lx", "lz"}
	for got, want := range map[string]string{
		"trian": "train", "trai": "train", "TRAIN": "train", "smple": "sample", "-stup": "-setup",
		"eva": "eval", "walk": "", "": "", "x": "", "lq": "", "trains on": "",
	} {
		if s := closest(got, have); s != want {
			t.Errorf("%q is taken for %q, want %q", got, s, want)
		}
	}
}
