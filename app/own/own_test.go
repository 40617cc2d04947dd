package own

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"innlab/inn"
)

// put writes a file and returns its path.
func put(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// sample is a table of n rows: a and b unknown, their sum and a colour measured, a number that never varies, and every
// 50th value missing.
func sample(n int) string {
	r := rand.New(rand.NewPCG(1, 1))
	var s strings.Builder
	s.WriteString("a;b;kind;sum;colour;same\n")
	for i := range n {
		a, b := r.NormFloat64(), 10+3*r.NormFloat64()
		sum := strings.Replace(fmt.Sprintf("%.6f", a+b), ".", ",", 1)
		if i%50 == 0 {
			sum = ""
		}
		fmt.Fprintf(&s, "%s;%s;%s;%s;%s;7\n", strings.Replace(fmt.Sprintf("%.6f", a), ".", ",", 1),
			strings.Replace(fmt.Sprintf("%.6f", b), ".", ",", 1), []string{"plus", "minus"}[i%2], sum,
			[]string{"rot", "grün", "blau"}[i%3])
	}
	return s.String()
}

func load(t *testing.T, text, x, y string) *Data {
	t.Helper()
	d, err := Load(context.Background(), put(t, "a.csv", text), x, y, nil)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestLoad(t *testing.T) {
	d := load(t, sample(2000), "a,b,kind,same", "sum,colour")
	c := &d.Card
	if got := len(axes(c.X)); got != 4 {
		t.Fatalf("%d numbers of x", got)
	}
	var names []string
	for _, a := range slices.Concat(axes(c.X), axes(c.Y)) {
		names = append(names, a.Name)
	}
	if want := "a b kind=minus kind=plus sum colour=blau colour=grün colour=rot"; strings.Join(names, " ") != want {
		t.Errorf("columns %v, want %s", names, want)
	}
	if d.Report.Read != 2000 || d.Report.Used != 1960 || d.Train.N != 1764 || d.Held.N != 196 || d.Report.Held != 196 {
		t.Errorf("%+v, %d train, %d held out", d.Report, d.Train.N, d.Held.N)
	}
	all := strings.Join(d.Report.Notes, "\n")
	for _, want := range []string{
		"separated by semicolons, decimal comma", "40 rows dropped for missing values (sum: 40, the first in line 2)",
		"column same of x never varies", "column kind of x holds text: 2 categories", "3 categories, one number for each (blau, grün, rot)",
		"1764 rows train, 196 are held out",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("the report does not say %q:\n%s", want, all)
		}
	}
	if len(d.Report.Warnings) != 0 {
		t.Errorf("warned: %v", d.Report.Warnings)
	}
	// Every row belongs together, in both parts: sum = a + b, and the one-hots are such.
	for _, rows := range []*inn.Table{&d.Train, &d.Held} {
		for i := range rows.N {
			x, y := rows.X[i*4:i*4+4], rows.Y[i*4:i*4+4]
			if math.Abs(x[0]+x[1]-y[0]) > 2e-6 || x[2]+x[3] != 1 || y[1]+y[2]+y[3] != 1 {
				t.Fatalf("row %d: x %v, y %v", i, x, y)
			}
		}
	}
}

// Held rows are no training rows, each row is in one of the parts, and the split is the same each time.
func TestSplit(t *testing.T) {
	var s strings.Builder
	s.WriteString("x,y\n")
	for i := range 500 {
		fmt.Fprintf(&s, "%d,%d\n", i, i%7)
	}
	a, b := load(t, s.String(), "x", "y:numbers"), load(t, s.String(), "x", "y:numbers")
	if !slices.Equal(a.Held.X, b.Held.X) || a.Card.Print != b.Card.Print {
		t.Error("the same table is split in another way")
	}
	if !slices.IsSorted(a.Train.X) || !slices.IsSorted(a.Held.X) {
		t.Error("rows have lost their order")
	}
	every := slices.Sorted(slices.Values(slices.Concat(a.Train.X, a.Held.X)))
	if len(every) != 500 || len(slices.Compact(every)) != 500 {
		t.Errorf("%d rows, %d different ones, want 500", len(every), len(slices.Compact(every)))
	}
	if c := load(t, strings.Replace(s.String(), "3,3", "3,4", 1), "x", "y:numbers"); c.Card.Print == a.Card.Print {
		t.Error("another table has the same print")
	}
	// What is drawn comes from the rows that train alone.
	p := &a.Scene().Setups[0].Problem
	r := rand.New(rand.NewPCG(1, 2))
	x, y := []float64{0}, []float64{0}
	for range 5000 {
		p.Pair(r, x, y)
		if slices.Contains(a.Held.X, x[0]) || y[0] != math.Mod(x[0], 7) {
			t.Fatalf("drew x %g, y %g", x[0], y[0])
		}
	}
}

func TestLabels(t *testing.T) {
	d := load(t, sample(1200), "a,b", "colour")
	s := &d.Scene().Setups[0]
	if s.Problem.Labels != 3 || s.Problem.DimY != 3 || !slices.Contains(s.Start, 1) || d.Card.DimZ != 2 {
		t.Errorf("labels %d, start %v, z of %d", s.Problem.Labels, s.Start, d.Card.DimZ)
	}
	if w := s.Outside([]float64{0, 1, 0}); w != "" {
		t.Errorf("a label is told %q", w)
	}
}

// The set-up is one that everything takes: valid presets, ranges that hold the data, the first y inside.
func TestSetup(t *testing.T) {
	for name, d := range map[string]*Data{
		"numbers": load(t, sample(3000), "a,b", "sum"),
		"mixed":   load(t, sample(3000), "a,kind", "sum,colour"),
		"labels":  load(t, sample(3000), "b", "kind"),
		"few":     load(t, sample(120), "a,b", "sum"),
	} {
		s := &d.Scene().Setups[0]
		p := &s.Problem
		if len(s.X) != p.DimX || len(s.Y) != p.DimY || len(s.Start) != p.DimY || len(s.Spread) != p.DimX {
			t.Fatalf("%s: dimensions of %+v", name, s)
		}
		for _, preset := range s.Presets {
			if err := inn.Invertible.Validate(p, &preset.Config, &preset.Live); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if preset.Config.DimZ != d.Card.DimZ || preset.Config.Batch > max(16, d.Train.N) {
				t.Errorf("%s: z of %d, batch of %d", name, preset.Config.DimZ, preset.Config.Batch)
			}
		}
		if w := s.Outside(s.Start); w != "" {
			t.Errorf("%s: the first y is told %q", name, w)
		}
		r := rand.New(rand.NewPCG(1, 2))
		x, y := make([]float64, p.DimX), make([]float64, p.DimY)
		inside := 0
		for range 1000 {
			p.Pair(r, x, y)
			in := true
			for i, a := range s.X {
				in = in && x[i] >= a.Min && x[i] <= a.Max
			}
			if in {
				inside++
			}
		}
		if inside < 980 {
			t.Errorf("%s: the ranges of x hold %d of 1000 rows", name, inside)
		}
		if len(d.Scene().Thumb) == 0 {
			t.Errorf("%s has no picture", name)
		}
		if _, err := inn.New(p, s.Presets[0].Config, s.Presets[0].Live); err != nil {
			t.Errorf("%s cannot be trained: %v", name, err)
		}
	}
}

// y = x1 − x2 has one dimension, which leaves one of two for z; of y on a surface the same.
func TestDimZ(t *testing.T) {
	if d := load(t, sample(2000), "a,b", "sum"); d.Card.DimZ != 1 || math.Abs(d.Card.Intrinsic-1) > 0.1 {
		t.Errorf("z of %d, y of %.2f dimensions", d.Card.DimZ, d.Card.Intrinsic)
	}
	r := rand.New(rand.NewPCG(1, 1))
	s := "p,q,r,s,u,v,w\n"
	for range 2000 {
		p, q := r.NormFloat64(), r.NormFloat64()
		s += fmt.Sprintf("%g,%g,%g,%g,%g,%g,%g\n", p, q, r.NormFloat64(), r.NormFloat64(), p, q, p*p-q)
	}
	d := load(t, s, "1-4", "u,v,w")
	if d.Card.DimZ != 2 {
		t.Errorf("z of %d, y of %.2f dimensions", d.Card.DimZ, d.Card.Intrinsic)
	}
	if !slices.ContainsFunc(d.Report.Notes, func(s string) bool { return strings.Contains(s, "there are 3 numbers of y, which fill about 2.") }) {
		t.Errorf("the report does not tell: %q", d.Report.Notes)
	}
}

func TestRefused(t *testing.T) {
	names := "a,b,t\n"
	for i := range 200 {
		names += fmt.Sprintf("1,%d,n%d\n", i, i)
	}
	gaps := "a,b\n" + strings.Repeat("1,2\n", 20) + strings.Repeat("1,\n", 100)
	for _, c := range []struct{ name, text, x, y, want string }{
		{"ten rows", "a,b\n1,2\n3,4\n5,6\n1,2\n3,4\n5,6\n1,2\n3,4\n5,6\n7,8\n", "a", "b", "there are 10 rows; to learn from them"},
		{"gaps", gaps, "a", "b", "20 rows of 120 have all the values"},
		{"constant", names, "a", "b", "no column of x varies"},
		{"constant y", names, "b", "a", "no column of y varies"},
		{"texts", names, "b", "t", "200 different texts"},
		{"both", names, "b", "t,b", "column b is chosen for x and for y"},
		{"unknown", names, "b", "c", "-y: "},
		{"no y", names, "b", "", "name what was measured with -y: of "},
		{"huge", "a,b\n" + strings.Repeat("1,2\n-1.7e308,1\n1.7e308,3\n", 30), "b", "a", "use other units"},
	} {
		_, err := Load(context.Background(), put(t, "a.csv", c.text), c.x, c.y, nil)
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	if d := load(t, sample(200), "a", "sum"); len(d.Report.Warnings) != 1 || !strings.Contains(d.Report.Warnings[0], "196 rows are few") {
		t.Errorf("few rows: %q", d.Report.Warnings)
	}
}

// A card goes through its text unchanged and makes the same set-up; a damaged one is refused.
func TestCard(t *testing.T) {
	d := load(t, sample(1000), "a,b,kind", "sum,colour")
	text := d.Card.Text()
	c, err := ReadCard(text)
	if err != nil || c.Text() != text {
		t.Fatal(err)
	}
	a, b := &d.Scene().Setups[0], &c.Scene().Setups[0]
	if !slices.Equal(a.X, b.X) || !slices.Equal(a.Y, b.Y) || !slices.Equal(a.Start, b.Start) ||
		a.Problem.DimX != b.Problem.DimX || !slices.Equal(a.Problem.Whole, b.Problem.Whole) {
		t.Error("the card makes another set-up")
	}
	far := []float64{1000, 1, 0, 0}
	if w := b.Outside(far); w == "" || w != a.Outside(far) {
		t.Errorf("outside: %q", w)
	}
	for _, row := range strings.Split(sample(1000), "\n")[2:8] { // the card gives no row away but the first y
		if number := strings.Replace(strings.Split(row, ";")[0], ",", ".", 1); strings.Contains(text, number) {
			t.Errorf("the card holds %s of a row", number)
		}
	}
	for old, new := range map[string]string{
		`"name":"sum"`: `"name":""`, `"start":[`: `"start":[1,`, `"far":`: `"far":-`, `"dimz":`: `"dimz":9`, "{": "", `"mean":[`: `"mean":[0,`,
	} {
		if _, err := ReadCard(strings.Replace(text, old, new, 1)); err == nil {
			t.Errorf("%s for %s is taken", new, old)
		}
	}
}

// What lies outside: beyond a column's range, and within both ranges off the line that the data lie on. No more than a
// thousandth of the data do.
func TestOutside(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	s := "x,u,v\n"
	for range 4000 {
		u := 10 * r.Float64()
		s += fmt.Sprintf("%g,%g,%g\n", r.Float64(), u, 100*u+r.NormFloat64())
	}
	d := load(t, s, "x", "u,v")
	for _, c := range []struct {
		y    []float64
		want string
	}{
		{[]float64{5, 500}, ""}, {[]float64{0.1, 10}, ""}, {[]float64{9.9, 989}, ""},
		{[]float64{5, 2000}, "v = 2000 lies outside the data, which go from"},
		{[]float64{-3, -300}, "lies outside the data"},
		{[]float64{5, 540}, "no row of the data is like this y"},
	} {
		if got := d.Card.Outside(c.y); got != c.want && (c.want == "" || !strings.Contains(got, c.want)) {
			t.Errorf("%v: %q, want %q", c.y, got, c.want)
		}
	}
	outside := 0
	for i := range d.Held.N {
		if d.Card.Outside(d.Held.Y[2*i:2*i+2]) != "" {
			outside++
		}
	}
	if outside > 4 {
		t.Errorf("%d of %d held-out rows lie outside", outside, d.Held.N)
	}
}

// The card of a wide table still fits into the head of a model file, a megabyte.
func TestWideCard(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, wide := range []int{mostWhitened, 300} {
		var s strings.Builder
		for c := range wide + 1 {
			fmt.Fprintf(&s, "a rather long name of column %d,", c)
		}
		text := strings.TrimSuffix(s.String(), ",") + "\n"
		s.Reset()
		for range 2 * wide {
			for range wide {
				fmt.Fprintf(&s, "%g,", r.NormFloat64())
			}
			s.WriteString("1\n")
		}
		text += strings.Replace(s.String(), ",1\n", ",2\n", 20)
		d := load(t, text, fmt.Sprint(wide+1), fmt.Sprintf("1-%d", wide))
		if n := len(d.Card.Text()); n > 1<<19 {
			t.Errorf("%d numbers of y: %d bytes", wide, n)
		}
		if _, err := ReadCard(d.Card.Text()); err != nil {
			t.Error(err)
		}
		far := slices.Repeat([]float64{2.5}, wide)
		if d.Card.Outside(far) == "" || d.Card.Outside(d.Card.Start) != "" {
			t.Errorf("%d numbers of y: %q, %q", wide, d.Card.Outside(far), d.Card.Outside(d.Card.Start))
		}
	}
}

// A blank column is left out where nothing is said of x, and an empty one with a name is named by the error.
func TestEmptyColumns(t *testing.T) {
	rows := strings.Repeat("1,2,3,\n2,1,4,\n", 100)
	d, err := Load(context.Background(), put(t, "a.csv", "a,b,c,\n"+rows), "", "c:numbers", nil)
	if err != nil || columns(d.Card.X) != "a, b" {
		t.Errorf("%v, %v", d, err)
	}
	_, err = Load(context.Background(), put(t, "a.csv", "a,b,c,d\n"+rows), "", "c", nil)
	if err == nil || !strings.Contains(err.Error(), "0 rows of 200 have all the values") || !strings.Contains(err.Error(), "missing in d: 200, the first in line 2") {
		t.Errorf("%v", err)
	}
	if _, err = Load(context.Background(), put(t, "a.csv", "a,b,c,d\n"+rows), "", "", nil); !errors.Is(err, ErrUnnamed) {
		t.Errorf("without -y: %v", err)
	}
}
