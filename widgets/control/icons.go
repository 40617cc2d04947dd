package control

// Icons: the ones that the program uses, and a store of them rastered at the sizes and colours that are on the screen.

import (
	"image"
	"image/color"

	"gioui.org/layout"
	"gioui.org/widget"
	"golang.org/x/exp/shiny/materialdesign/icons"
)

// Icon is a picture of one colour in IconVG format.
type Icon []byte

// The icons of the program, from the Material Design set.
var (
	IconAdd      Icon = icons.ContentAdd
	IconCheck    Icon = icons.NavigationCheck
	IconClose    Icon = icons.NavigationClose
	IconCopy     Icon = icons.ContentContentCopy
	IconDown     Icon = icons.NavigationExpandMore
	IconFile     Icon = icons.EditorInsertDriveFile
	IconFolder   Icon = icons.FileFolder
	IconHelp     Icon = icons.ActionHelpOutline
	IconMore     Icon = icons.NavigationMoreVert
	IconPause    Icon = icons.AVPause
	IconRemove   Icon = icons.ContentRemove
	IconPick     Icon = icons.ImageColorize
	IconReset    Icon = icons.AVReplay
	IconRight    Icon = icons.NavigationChevronRight
	IconRun      Icon = icons.AVPlayArrow
	IconSave     Icon = icons.FileFileDownload
	IconSettings Icon = icons.ImageTune
	IconStep     Icon = icons.AVSkipNext
	IconTheme    Icon = icons.ImageBrightness4
	IconUndo     Icon = icons.ContentUndo
	IconUp       Icon = icons.NavigationExpandLess
	IconWarning  Icon = icons.AlertWarning
)

// Icons keeps rastered icons. A window has one.
type Icons struct {
	made map[iconKey]*widget.Icon
}

type iconKey struct {
	icon  *byte
	size  int
	color color.NRGBA
}

// kept bounds the store; a window shows a few dozen icons at a time.
const kept = 256

// layout draws the icon size pixels wide in colour c.
func (s *Icons) layout(gtx layout.Context, icon Icon, size int, c color.NRGBA) {
	k := iconKey{&icon[0], size, c}
	if s.made == nil || len(s.made) > kept {
		s.made = map[iconKey]*widget.Icon{}
	}
	made := s.made[k]
	if made == nil {
		var err error
		if made, err = widget.NewIcon(icon); err != nil {
			panic("control: an icon cannot be read: " + err.Error())
		}
		s.made[k] = made
	}
	gtx.Constraints = layout.Exact(image.Pt(size, size))
	made.Layout(gtx, c)
}
