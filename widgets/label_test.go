package widgets

import (
	"image"
	"math"
	"slices"
	"strings"
	"testing"

	"gioui.org/layout"
	"gioui.org/op"

	"innlab/app/window/giotest"
)

func TestLabels(t *testing.T) {
	for _, c := range []struct {
		got  Label
		want string
	}{
		{L("x", "1"), "x1"}, {Posterior("label 0"), "p(x | y = label 0)"}, {Words("a").And(L("z", "")), "az"},
		{Join(" + ", L("L", "y"), L("L", "z")), "Ly + Lz"}, {Words(""), ""},
	} {
		if c.got.String() != c.want {
			t.Errorf("%q, not %q", c.got, c.want)
		}
	}
	want := Join(" + ", L("L", "y"), L("L", "z")).And(Words(" off"))
	if got := Marked("L_y + L_z off"); !slices.Equal(got, want) {
		t.Errorf("%v, not %v", got, want)
	}
	for _, plain := range []string{"", "ramp", "my_model", "/tmp/a_b.png", "a_", "_b", "3_4", "× 800"} {
		if got := Marked(plain); len(got) > 1 || got.String() != plain {
			t.Errorf("%q becomes %v", plain, got)
		}
	}
}

// Every character that the program sets is in the fonts.
func TestFontsHaveOurCharacters(t *testing.T) {
	for _, f := range faces {
		face := face(f.weight, f.italic, 12)
		for _, r := range "−σμΔ±≤≈×₁₂²½¼\u2009–…·°p(x|y)" {
			g, err := face.Face.GlyphIndex(nil, r)
			if err != nil || g == 0 {
				t.Errorf("weight %d, italic %v lacks %q", f.weight, f.italic, r)
			}
		}
	}
	f := face(Regular, false, 12)
	if g, err := f.Face.GlyphIndex(nil, '→'); err != nil || g != 0 {
		t.Error("Roboto has no arrows, yet one is found: the check finds everything")
	}
}

// The window and plots give a label the same width.
func TestLabelWidth(t *testing.T) {
	shaper := NewShaper()
	for _, l := range []Label{Words("Right label 99.4 %"), L("L", "y"), Posterior("label 0")} {
		var size image.Point
		giotest.New(t, image.Pt(400, 100), func(gtx layout.Context) {
			gtx.Constraints.Min = image.Point{}
			d := LabelStyle{Label: l, Size: 40, Color: Light().Text, Shaper: shaper}.Layout(gtx)
			size = d.Size
			if d.Baseline <= 0 || d.Baseline >= d.Size.Y {
				t.Errorf("%s: baseline %d of %d", l, d.Baseline, d.Size.Y)
			}
		})
		if w := l.Width(40, Regular); math.Abs(w-float64(size.X)) > 0.03*w+float64(len(l)) {
			t.Errorf("%s: %.1f wide in a plot, %d in the window", l, w, size.X)
		}
	}
}

func TestLabelSpeaks(t *testing.T) {
	shaper := NewShaper()
	d := giotest.New(t, image.Pt(200, 50), func(gtx layout.Context) {
		LabelStyle{Label: L("L", "y"), Size: 13, Color: Light().Text, Shaper: shaper}.Layout(gtx)
	})
	if _, ok := d.Lookup("Ly"); !ok {
		t.Errorf("no label Ly among %v", d.Nodes())
	}
}

func BenchmarkLabel(b *testing.B) {
	shaper := NewShaper()
	var ops op.Ops
	b.ReportAllocs()
	for b.Loop() {
		ops.Reset()
		LabelStyle{Label: Posterior("label 0"), Size: 15, Shaper: shaper}.Layout(window(&ops, 300, 30))
	}
}

// A label that is too wide loses its end, a name its middle, and as little as is needed.
func TestFit(t *testing.T) {
	const size = 10
	l := Words("parameter_12")
	whole := l.Width(size, Regular)
	if l.Fit(whole, size).String() != "parameter_12" {
		t.Error("what fits is cut")
	}
	for _, share := range []float64{0.5, 0.8, 0.95} {
		a, b := l.Fit(share*whole, size), l.FitName(share*whole, size)
		for _, m := range []Label{a, b} {
			if w := m.Width(size, Regular); w > share*whole || w < share*whole-1.2*size {
				t.Errorf("%q is %.1f wide where there is room for %.1f", m, w, share*whole)
			}
		}
		if s := a.String(); !strings.HasPrefix(s, "par") || !strings.HasSuffix(s, "…") {
			t.Errorf("the end is cut to %q", s)
		}
		if s := b.String(); !strings.HasPrefix(s, "pa") || !strings.HasSuffix(s, "12") {
			t.Errorf("the middle is cut to %q", s)
		}
	}
	if s := l.FitName(1, size).String(); s != "…" {
		t.Errorf("where there is no room %q", s)
	}
}
