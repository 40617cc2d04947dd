package figure

import (
	"bytes"
	"math"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"innlab/scenes"
	"innlab/widgets"
)

// drawn are n draws of a set-up's prior, and of its exact posterior at the first y; nil where none is known.
func drawn(t *testing.T, s *scenes.Setup, n int) (prior, exact []float64) {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	d := s.Problem.DimX
	prior = make([]float64, n*d)
	for i := range n {
		s.Problem.Prior(r, prior[i*d:(i+1)*d])
	}
	if s.Exact == nil {
		return prior, nil
	}
	exact = make([]float64, n*d)
	if err := s.Exact(r, s.Start, exact); err != nil {
		t.Fatal(err)
	}
	return prior, exact
}

// Every figure of every scene is written at its own size and at its least.
func TestFiguresOfEveryScene(t *testing.T) {
	dir := t.TempDir()
	for i := range scenes.All {
		s := &scenes.All[i].Setups[0]
		prior, exact := drawn(t, s, 60)
		cloud := exact
		if cloud == nil {
			cloud = prior
		}
		d := s.Problem.DimX
		figures := map[string]Figure{
			"pairs":     &Pairs{Setup: s, Y: s.Start, Prior: prior, Cloud: cloud, Truth: exact},
			"marginals": &Marginals{Setup: s, Y: s.Start, Prior: prior, Cloud: cloud, Truth: exact},
			"latent":    &Latent{Setup: s, Y: s.Start, Side: 4, X: cloud[:16*d], Cloud: cloud},
		}
		if d > 1 {
			figures["posterior"] = &Posterior{Setup: s, Y: s.Start, Prior: prior, Cloud: cloud, Truth: exact}
		}
		if s.Modes == nil {
			figures["ablation"] = &Ablation{Setup: s, Y: s.Start, Prior: prior, Columns: []Column{
				Simulated(s, s.Start, nil, nil, exact, 0.001),
				{Name: widgets.Words("All losses"), Cloud: cloud, Right: math.NaN(), Error: 0.02},
			}}
		}
		for kind, f := range figures {
			for _, size := range []Size{{}, f.Least()} {
				path := filepath.Join(dir, "f.svg")
				if size == (Size{}) {
					path = filepath.Join(dir, "f.png")
				}
				if err := Write(path, f, Options{Size: size, Dark: i%2 == 0}); err != nil {
					t.Errorf("%s of %s at %v: %v", kind, scenes.All[i].Name, size, err)
				}
			}
		}
	}
}

// Correlations are those of the rows that stand out.
func TestCorrelations(t *testing.T) {
	scene, err := scenes.Find("gaussian-linear")
	if err != nil {
		t.Fatal(err)
	}
	s := &scene.Setups[0]
	const n = 400
	r := rand.New(rand.NewPCG(3, 4))
	f := &Pairs{Setup: s, Cloud: make([]float64, n*10), Chosen: make([]bool, n), Show: []int{0, 1, 9}}
	for i := range n {
		row := f.Cloud[i*10 : (i+1)*10]
		for k := range row {
			row[k] = r.NormFloat64()
		}
		f.Chosen[i] = i%2 == 0
		if f.Chosen[i] {
			row[1], row[9] = -row[0], 3
		}
	}
	c := f.Correlations()
	if math.Abs(c[0][1]+1) > 1e-12 || math.Abs(c[1][0]+1) > 1e-12 {
		t.Errorf("opposites correlate by %g", c[0][1])
	}
	if !math.IsNaN(c[0][2]) {
		t.Errorf("a parameter that does not vary correlates by %g", c[0][2])
	}
	f.Chosen = nil
	if all := f.Correlations()[0][1]; all < -0.8 || all > -0.2 {
		t.Errorf("all rows, of which half are opposites, correlate by %g", all)
	}
}

// Cells stand side by side, whatever the size and the number of parameters.
func TestPairsLayout(t *testing.T) {
	scene, err := scenes.Find("gaussian-linear")
	if err != nil {
		t.Fatal(err)
	}
	for n := 1; n <= 10; n++ {
		f := &Pairs{Setup: &scene.Setups[0]}
		for i := range n {
			f.Show = append(f.Show, i)
		}
		for _, r := range []widgets.Rect{{X1: 400, Y1: 300}, {X0: 10, Y0: 20, X1: 1000, Y1: 500}} {
			l := f.Layout(r, Screen)
			for row := range n {
				for column := range n {
					c := l.Cells[row][column]
					if c.Empty() || c.X0 < r.X0 || c.Y0 < r.Y0 || c.X1 > r.X1 || c.Y1 > r.Y1 {
						t.Fatalf("cell %d, %d of %d is %v in %v", row, column, n, c, r)
					}
					if column > 0 && c.X0 < l.Cells[row][column-1].X1 || row > 0 && c.Y0 < l.Cells[row-1][column].Y1 {
						t.Fatalf("cell %d, %d of %d overlaps its neighbour", row, column, n)
					}
				}
			}
		}
	}
}

// Where z lands is coloured by place: two halves of the plane that land far apart differ, and one place has one colour.
func TestLatentOfPlaces(t *testing.T) {
	scene, err := scenes.Find("two-moons")
	if err != nil {
		t.Fatal(err)
	}
	s := &scene.Setups[0]
	_, exact := drawn(t, s, 200)
	th := widgets.Light()
	p := PlacesOf(exact, 2, &th)
	a, b := p.At(0.5, 0.5), p.At(-0.5, -0.5)
	if a == b || p.At(0.5, 0.5) != a {
		t.Errorf("the crescents have the colours %v and %v", a, b)
	}
	if p.At(1e9, 1e9) != p.At(50, 50) {
		t.Error("what lies outside has colours of its own")
	}
	f := &Latent{Setup: s, Y: s.Start, Side: 2, X: []float64{-.5, -.5, .5, .5, -.5, -.5, .5, .5}, Cloud: exact}
	var out bytes.Buffer
	if err := encode(&out, ".svg", f, f.Size(), false); err != nil || !bytes.Contains(out.Bytes(), []byte("across")) {
		t.Errorf("the key is missing (%v)", err)
	}
}
