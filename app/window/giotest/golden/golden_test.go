package golden

import (
	"image"
	"image/color"
	"runtime"
	"testing"
)

// page is a light picture with a dark square of the given side in it.
func page(side int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, 640, 480))
	for y := range 480 {
		for x := range 640 {
			c := color.RGBA{241, 244, 247, 255}
			if x >= 100 && x < 100+side && y >= 100 && y < 100+side {
				c = color.RGBA{24, 33, 43, 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func TestCompareAcceptsTheSame(t *testing.T) {
	if diff, err := Compare(page(20), page(20)); err != nil || diff != nil {
		t.Fatal(err)
	}
	near := page(20)
	for i := 0; i < len(near.Pix); i += 400 { // the noise between two drivers
		near.Pix[i]++
	}
	if _, err := Compare(near, page(20)); err != nil {
		t.Fatal(err)
	}
}

func TestCompareRejects(t *testing.T) {
	shifted := page(20)
	for i := range shifted.Pix {
		shifted.Pix[i] ^= 1
	}
	for name, img := range map[string]*image.RGBA{
		"a speck of five pixels": page(5),
		"a square grown by one":  page(21),
		"a tint of all":          shifted,
		"another size":           image.NewRGBA(image.Rect(0, 0, 639, 480)),
	} {
		want := page(20)
		if name == "a speck of five pixels" {
			want = page(0)
		}
		if _, err := Compare(img, want); err == nil {
			t.Errorf("%s passes", name)
		}
	}
}

// witness is a test that notes its failure instead of failing.
type witness struct {
	testing.TB
	failed bool
}

func (w *witness) Helper()               {}
func (w *witness) Error(...any)          { w.failed = true }
func (w *witness) Fatal(...any)          { w.failed = true; runtime.Goexit() }
func (w *witness) Fatalf(string, ...any) { w.failed = true; runtime.Goexit() }

// check runs Check to its end and reports whether it failed.
func check(draw func() *image.RGBA) bool {
	w := &witness{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		Check(w, "page", draw)
	}()
	<-done
	return w.failed
}

func TestCheckLeavesWhatItSaw(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("UPDATE_GOLDEN", "")
	same := func() *image.RGBA { return page(20) }
	if !check(same) {
		t.Error("a missing picture passes")
	}
	if err := save("testdata/page.png", page(20)); err != nil {
		t.Fatal(err)
	}
	if check(same) {
		t.Error("the same picture fails")
	}
	drawn := 0
	if !check(func() *image.RGBA { drawn++; return page(20 + drawn/2) }) {
		t.Error("a picture that is another in the second drawing passes")
	}
	for _, name := range []string{"page-got.png", "page-difference.png"} {
		if _, err := load("testdata/failed/" + name); err != nil {
			t.Error(err)
		}
	}
}
