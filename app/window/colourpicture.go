package window

// Picking the target's colour from a picture: an image file takes the place of the plane of a* and b* until it is put
// away, and the colour under the pointer is asked for.

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/jpeg"
	_ "image/png"
	"math"
	"os"
	"path/filepath"

	"gioui.org/layout"
	"golang.org/x/image/draw"

	"innlab/app/window/dialog"
	"innlab/scenes/paint"
	"innlab/widgets"
	"innlab/widgets/control"
)

// colourPicture is the picture and the place in it that was picked last.
type colourPicture struct {
	button control.Click
	img    *image.RGBA // nil: there is none
	at     image.Point
	picked bool
}

const (
	pictureSide   = 400        // pixels of the longer side that are kept
	picturePixels = 64_000_000 // that a file may have
)

// loadPicture reads a PNG or JPEG file and makes it small.
func loadPicture(path string) (*image.RGBA, error) {
	f, err := os.Open(path)
	if err != nil {
		var pe *os.PathError
		if errors.As(err, &pe) {
			err = pe.Err
		}
		return nil, fmt.Errorf("the picture %s cannot be opened: %w", filepath.Base(path), err)
	}
	defer f.Close()
	c, _, err := image.DecodeConfig(f)
	if err != nil || c.Width < 1 || c.Height < 1 {
		return nil, fmt.Errorf("the file %s is no PNG or JPEG picture", filepath.Base(path))
	}
	if c.Width > picturePixels/c.Height {
		return nil, fmt.Errorf("the picture %s is too large: it may have %d million pixels", filepath.Base(path), picturePixels/1_000_000)
	}
	if _, err := f.Seek(0, 0); err != nil {
		return nil, fmt.Errorf("the picture %s cannot be read: %w", filepath.Base(path), err)
	}
	full, _, err := image.Decode(f)
	if err != nil {
		return nil, fmt.Errorf("the picture %s is damaged: %w", filepath.Base(path), err)
	}
	b := full.Bounds()
	scale := math.Min(1, pictureSide/float64(max(b.Dx(), b.Dy())))
	small := image.NewRGBA(image.Rect(0, 0, max(1, int(scale*float64(b.Dx()))), max(1, int(scale*float64(b.Dy())))))
	draw.Draw(small, small.Bounds(), image.White, image.Point{}, draw.Src) // below what is transparent
	draw.CatmullRom.Scale(small, small.Bounds(), full, b, draw.Over, nil)
	return small, nil
}

// update acts on the button: it asks for a file, or puts the picture away.
func (p *colourPicture) update(gtx layout.Context, f *frame) {
	if !p.button.Update(gtx) {
		return
	}
	if p.img != nil {
		p.img = nil
		return
	}
	f.askFile(dialog.Ask{Title: "Pick a colour from a picture", Types: []string{".png", ".jpg", ".jpeg"}}, (*Window).readPicture)
}

// readPicture shows the picture in a file in place of the plane.
func (w *Window) readPicture(path string) {
	w.beside(func() func(w *Window) {
		img, err := loadPicture(path)
		return func(w *Window) {
			if err != nil {
				w.toast.Show(sentence(err.Error()), "")
				return
			}
			w.folder = filepath.Dir(path)
			w.explore().aim.picture = colourPicture{img: img}
		}
	})
}

// pick returns the colour at a place of the plot, in pixels from the lower left; one beyond the edge is the nearest at the
// edge.
func (p *colourPicture) pick(x, y float64) (lab [3]float64) {
	b := p.img.Bounds()
	p.at = image.Pt(min(max(int(x), 0), b.Dx()-1), min(max(b.Dy()-1-int(math.Floor(y)), 0), b.Dy()-1))
	p.picked = true
	c := p.img.RGBAAt(p.at.X, p.at.Y)
	lab = paint.Lab(color.NRGBA{R: c.R, G: c.G, B: c.B, A: 255})
	for i := range lab {
		lab[i] = math.Round(10*lab[i]) / 10
	}
	return lab
}

// plot is the picture in the square in, as large as its form allows.
func (p *colourPicture) plot(f *frame, in widgets.Rect) widgets.Plot {
	b := p.img.Bounds()
	w, h := float64(b.Dx()), float64(b.Dy())
	scale := math.Min((in.X1-in.X0)/w, (in.Y1-in.Y0)/h)
	x, y := (in.X0+in.X1-scale*w)/2, (in.Y0+in.Y1-scale*h)/2
	return widgets.Plot{
		Frame: widgets.Frame{
			Theme: f.theme, Background: f.theme.Sunk, Border: f.theme.Line,
			Inner: widgets.Rect{X0: x, Y0: y, X1: x + scale*w, Y1: y + scale*h},
			X:     widgets.Axis{Max: w, Bare: true}, Y: widgets.Axis{Max: h, Bare: true},
		},
		Marks: []widgets.Mark{widgets.Heat{Img: p.img, Range: widgets.Rect{X1: w, Y1: h}, Smooth: true}},
	}
}

// layout draws the button at the end of a header of width w.
func (p *colourPicture) layout(gtx layout.Context, f *frame, w float32) {
	b := control.IconButton{Click: &p.button, Icon: control.IconPick, Name: "Pick from a picture", Doc: sayPick, Size: headerSlot}
	if p.img != nil {
		b.Icon, b.Name, b.Doc, b.On = control.IconClose, "Put the picture away", sayPutAway, true
	}
	f.put(gtx, w-cardPad-headerSlot+4, 4, b)
}
